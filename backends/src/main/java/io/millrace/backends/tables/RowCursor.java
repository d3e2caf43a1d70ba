package io.millrace.backends.tables;

import java.sql.SQLException;

/// Rows one after the other.
@FunctionalInterface
interface RowCursor {
    RowCursor NONE = () -> null;

    /// The next row; null when there is none, from then on.
    Row next() throws SQLException;
}
