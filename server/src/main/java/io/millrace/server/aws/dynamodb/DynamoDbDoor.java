package io.millrace.server.aws.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.server.aws.dynamodb.request.RequestShape;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.aws.protocol.JsonService.Handler;
import io.millrace.server.aws.protocol.JsonService.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// DynamoDB's API: which method answers which operation.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html>
public final class DynamoDbDoor {
    private static final String VERSION = "1.0";

    /// Operations that exist at AWS and are refused by name.
    private static final Map<String, List<String>> REFUSED = Map.of(
            "there are no backups: copy the data directory",
            List.of(
                    "CreateBackup",
                    "DeleteBackup",
                    "DescribeBackup",
                    "RestoreTableFromBackup",
                    "RestoreTableToPointInTime"),
            "tables are neither exported nor imported",
            List.of("DescribeExport", "DescribeImport", "ExportTableToPointInTime", "ImportTable"),
            "there is no PartiQL: use GetItem, Query, PutItem, UpdateItem, TransactWriteItems and their like",
            List.of("BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction"),
            "a table is in one region",
            List.of(
                    "CreateGlobalTable",
                    "DescribeGlobalTable",
                    "DescribeGlobalTableSettings",
                    "UpdateGlobalTable",
                    "UpdateGlobalTableSettings",
                    "UpdateTableReplicaAutoScaling"),
            "there are no streams of changes yet",
            List.of(
                    "DisableKinesisStreamingDestination",
                    "EnableKinesisStreamingDestination",
                    "UpdateKinesisStreamingDestination"),
            "there are no contributor insights",
            List.of("UpdateContributorInsights"));

    private DynamoDbDoor() {}

    /// @param items the operations on items, by name
    public static JsonService service(Tables tables, Map<String, Operation> items) {
        Map<String, Operation> operations = new HashMap<>(items);
        REFUSED.forEach((why, names) -> names.forEach(name -> operations.put(name, control(refused(name, why)))));
        ofTables(operations, tables);
        ofKept(operations, tables);
        return new JsonService("DynamoDB_20120810", VERSION, operations, new DynamoDbDialect());
    }

    private static void ofTables(Map<String, Operation> operations, Tables tables) {
        TableOperations table = new TableOperations(tables);
        TimeToLiveOperations expiry = new TimeToLiveOperations(tables);
        TagOperations tag = new TagOperations(tables);
        operations.put("CreateTable", JsonService.control(DynamoDbDoor.told(table::create)));
        operations.put("DescribeTable", control(table::describe));
        operations.put("UpdateTable", control(new UpdateOperation(tables, table)::update));
        operations.put("DeleteTable", control(table::delete));
        operations.put("ListTables", control(table::list));
        operations.put("UpdateTimeToLive", control(expiry::update));
        operations.put("DescribeTimeToLive", control(expiry::describe));
        operations.put("TagResource", control(tag::tag));
        operations.put("UntagResource", control(tag::untag));
        operations.put("ListTagsOfResource", control(tag::list));
    }

    private static void ofKept(Map<String, Operation> operations, Tables tables) {
        BackupOperations backup = new BackupOperations(tables);
        PolicyOperations policy = new PolicyOperations(tables);
        AccountReads read = new AccountReads(tables);
        operations.put("DescribeContinuousBackups", control(backup::describe));
        operations.put("UpdateContinuousBackups", control(backup::update));
        operations.put("PutResourcePolicy", control(policy::put));
        operations.put("GetResourcePolicy", control(policy::get));
        operations.put("DeleteResourcePolicy", control(policy::delete));
        operations.put("DescribeLimits", control(read::limits));
        operations.put("DescribeEndpoints", control(read::endpoints));
        operations.put("DescribeContributorInsights", control(read::insights));
        operations.put("DescribeKinesisStreamingDestination", control(read::streamingDestinations));
        operations.put("DescribeTableReplicaAutoScaling", control(read::autoScaling));
        operations.put("ListBackups", control(AccountReads.none("BackupSummaries")));
        operations.put("ListContributorInsights", control(AccountReads.none("ContributorInsightsSummaries")));
        operations.put("ListExports", control(AccountReads.none("ExportSummaries")));
        operations.put("ListGlobalTables", control(AccountReads.none("GlobalTables")));
        operations.put("ListImports", control(AccountReads.none("ImportSummaryList")));
    }

    /// DynamoDB Streams' API: there are none.
    public static JsonService streams() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("ListStreams", control(AccountReads.none("Streams")));
        List.of("DescribeStream", "GetRecords", "GetShardIterator")
                .forEach(name -> operations.put(name, control(refused(name, "there are no streams of changes yet"))));
        return new JsonService("DynamoDBStreams_20120810", VERSION, operations, new DynamoDbDialect());
    }

    /// A table may be named by its ARN.
    private static Operation control(Handler handler) {
        return JsonService.control(told(call -> {
            if (call.input() instanceof ObjectNode request) {
                TableLookup.shorten(call.region(), request);
            }
            return handler.handle(call);
        }));
    }

    /// What other services call InvalidArgumentException has another name in this one.
    private static Handler told(Handler handler) {
        return call -> {
            try {
                return handler.handle(call);
            } catch (RequestException e) {
                throw e.code().equals("InvalidArgumentException") ? RequestShape.invalid(e.getMessage()) : e;
            }
        };
    }

    private static Handler refused(String operation, String why) {
        return call -> {
            throw RequestShape.invalid(operation + " is not supported by Millrace: " + why);
        };
    }
}
