package io.millrace.backends.tables;

import io.millrace.core.fault.UnavailableException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/// What an error of SQLite means to whoever asked.
///
/// Source: <https://www.sqlite.org/rescode.html>
final class SqlFaults {
    private static final int PRIMARY_CODE = 0xFF;

    private SqlFaults() {}

    static UnavailableException of(SQLException e) {
        int primary = e.getErrorCode() & PRIMARY_CODE;
        String what = primary == SQLiteErrorCode.SQLITE_FULL.code
                ? "The tables have no room on their disk"
                : primary == SQLiteErrorCode.SQLITE_NOTADB.code
                        ? "The tables' file is no database of SQLite's"
                        : primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                                ? "The tables' file is damaged"
                                : primary == SQLiteErrorCode.SQLITE_READONLY.code
                                                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                                        ? "The tables' file cannot be opened for writing"
                                        : "The tables' file cannot be used";
        return new UnavailableException(what + ": " + e.getMessage(), e);
    }
}
