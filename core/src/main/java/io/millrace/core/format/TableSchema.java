package io.millrace.core.format;

import java.util.List;

/// What records are converted to: the columns of a version of a catalog table.
///
/// @param version of the table, as Glue counts
/// @param columns without those that the table is partitioned by
public record TableSchema(String version, List<Column> columns) {
    public TableSchema {
        columns = List.copyOf(columns);
    }
}
