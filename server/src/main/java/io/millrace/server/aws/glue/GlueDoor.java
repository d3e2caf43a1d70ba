package io.millrace.server.aws.glue;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.aws.protocol.JsonService.Handler;
import io.millrace.server.aws.protocol.JsonService.Operation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// AWS Glue's API, as far as the Data Catalog: which method answers which operation.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/webapi/API_Operations.html>
public final class GlueDoor {
    private GlueDoor() {}

    /// Listens to the catalog for as long as that is there.
    public static JsonService service(Catalog catalog, InstantSource clock) {
        GlueIndex index = new GlueIndex();
        catalog.listen(index);
        GlueStore store = new GlueStore(catalog, index, clock);
        Map<String, Operation> operations = new HashMap<>();
        OtherOperations.NAMES.forEach(name -> operations.put(name, control(refused(name))));
        databases(operations, store);
        tables(operations, store);
        partitions(operations, store);
        SettingsReads settings = new SettingsReads(store);
        operations.put("GetDataCatalogEncryptionSettings", control(settings::encryption));
        operations.put("GetResourcePolicy", control(settings::policy));
        operations.put("GetUserDefinedFunctions", control(settings::functions));
        return new JsonService("AWSGlue", "1.1", operations);
    }

    private static void databases(Map<String, Operation> operations, GlueStore store) {
        DatabaseOperations database = new DatabaseOperations(store);
        GlueTags tag = new GlueTags(store);
        operations.put("CreateDatabase", control(database::create));
        operations.put("GetDatabase", control(database::get));
        operations.put("GetDatabases", control(database::list));
        operations.put("UpdateDatabase", control(database::update));
        operations.put("DeleteDatabase", control(database::delete));
        operations.put("TagResource", control(tag::add));
        operations.put("UntagResource", control(tag::remove));
        operations.put("GetTags", control(tag::list));
    }

    private static void tables(Map<String, Operation> operations, GlueStore store) {
        TableOperations table = new TableOperations(store);
        VersionOperations version = new VersionOperations(store);
        operations.put("CreateTable", control(table::create));
        operations.put("GetTable", control(table::get));
        operations.put("GetTables", control(table::list));
        operations.put("UpdateTable", control(table::update));
        operations.put("DeleteTable", control(table::delete));
        operations.put("BatchDeleteTable", control(table::deleteMany));
        operations.put("GetTableVersion", control(version::get));
        operations.put("GetTableVersions", control(version::list));
        operations.put("DeleteTableVersion", control(version::delete));
        operations.put("BatchDeleteTableVersion", control(version::deleteMany));
    }

    private static void partitions(Map<String, Operation> operations, GlueStore store) {
        PartitionWrites write = new PartitionWrites(store);
        PartitionReads read = new PartitionReads(store);
        PartitionIndexOperations index = new PartitionIndexOperations(store);
        operations.put("CreatePartition", control(write::create));
        operations.put("BatchCreatePartition", control(write::createMany));
        operations.put("UpdatePartition", control(write::update));
        operations.put("BatchUpdatePartition", control(write::updateMany));
        operations.put("DeletePartition", control(write::delete));
        operations.put("BatchDeletePartition", control(write::deleteMany));
        operations.put("GetPartition", control(read::get));
        operations.put("GetPartitions", control(read::list));
        operations.put("BatchGetPartition", control(read::getMany));
        operations.put("CreatePartitionIndex", control(index::create));
        operations.put("GetPartitionIndexes", control(index::list));
        operations.put("DeletePartitionIndex", control(index::delete));
    }

    /// What other services call InvalidArgumentException and LimitExceededException has other names in this one.
    private static Operation control(Handler handler) {
        return JsonService.control(call -> {
            try {
                return handler.handle(call);
            } catch (RequestException e) {
                throw switch (e.code()) {
                    case "InvalidArgumentException" -> GlueStore.invalid(e.getMessage());
                    case "LimitExceededException" ->
                        new RequestException("ResourceNumberLimitExceededException", e.getMessage());
                    default -> e;
                };
            }
        });
    }

    private static Handler refused(String operation) {
        return call -> {
            throw GlueStore.invalid(operation
                    + " is not supported by Millrace: of Glue there is the Data Catalog, its databases, tables and"
                    + " partitions");
        };
    }
}
