package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.glue.GlueDatabase;
import io.millrace.core.resource.glue.GluePartition;
import io.millrace.core.resource.glue.GlueTable;
import java.math.BigDecimal;
import java.time.Instant;

/// The Data Catalog's values as AWS shows them: what was given, and what AWS adds.
final class GlueJson {
    private static final String CREATED_BY = "arn:aws:iam::" + Arn.ACCOUNT + ":root";
    private static final String STORAGE = "StorageDescriptor";

    private GlueJson() {}

    static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// Seconds since 1970.
    static BigDecimal time(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }

    static ObjectNode database(GlueDatabase database) {
        return database.input()
                .deepCopy()
                .put("CreateTime", time(database.created()))
                .put("CatalogId", Arn.ACCOUNT);
    }

    static ObjectNode table(GlueTable table) {
        ObjectNode shown = table.input()
                .deepCopy()
                .put("DatabaseName", table.database())
                .put("CreateTime", time(table.created()))
                .put("UpdateTime", time(table.updated()))
                .put("CreatedBy", CREATED_BY)
                .put("IsRegisteredWithLakeFormation", false)
                .put("CatalogId", Arn.ACCOUNT)
                .put("VersionId", Long.toString(table.version()));
        if (!shown.has("Retention")) {
            shown.put("Retention", 0);
        }
        complete(shown);
        return shown;
    }

    static ObjectNode version(GlueTable table) {
        ObjectNode shown = none().put("VersionId", Long.toString(table.version()));
        return shown.set("Table", table(table));
    }

    /// @param withColumns whether its columns are shown
    static ObjectNode partition(GluePartition partition, boolean withColumns) {
        ObjectNode shown = partition
                .input()
                .deepCopy()
                .put("DatabaseName", partition.database())
                .put("TableName", partition.table())
                .put("CreationTime", time(partition.created()))
                .put("CatalogId", Arn.ACCOUNT);
        complete(shown);
        if (!withColumns && shown.get(STORAGE) instanceof ObjectNode storage) {
            storage.remove("Columns");
        }
        return shown;
    }

    /// What a batch says of one that failed.
    static ObjectNode failure(RequestException failure) {
        ObjectNode detail = none();
        detail.putObject("ErrorDetail").put("ErrorCode", failure.code()).put("ErrorMessage", failure.getMessage());
        return detail;
    }

    /// What AWS shows of a storage descriptor also when it was not given.
    private static void complete(ObjectNode shown) {
        if (!(shown.get(STORAGE) instanceof ObjectNode storage)) {
            return;
        }
        if (!storage.has("Compressed")) {
            storage.put("Compressed", false);
        }
        if (!storage.has("NumberOfBuckets")) {
            storage.put("NumberOfBuckets", 0);
        }
        if (!storage.has("StoredAsSubDirectories")) {
            storage.put("StoredAsSubDirectories", false);
        }
    }
}
