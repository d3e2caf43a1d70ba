package io.millrace.core.format;

import java.util.Optional;

/// Where the columns of catalog tables are found: AWS Glue's catalog. Quick; may be asked by any thread.
public interface SchemaSource {
    /// @return empty when there is no such table or version
    Optional<TableSchema> find(TableReference table);

    /// Which table and version is meant, as Firehose's `SchemaConfiguration` says it.
    ///
    /// @param version a number of Glue's, or `LATEST`
    record TableReference(String region, String database, String table, String version) {
        public static final String LATEST = "LATEST";
    }
}
