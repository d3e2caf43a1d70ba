package io.millrace.server.aws.logs;

import io.millrace.core.fault.RequestException;
import io.millrace.core.logs.LogGroups;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.aws.protocol.JsonService.Handler;
import io.millrace.server.aws.protocol.JsonService.Operation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// CloudWatch Logs' API: which method answers which operation.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_Operations.html>
public final class LogsDoor {
    /// Operations that exist at AWS and are refused by name.
    private static final List<String> REFUSED = List.of(
            "AssociateKmsKey",
            "CancelExportTask",
            "CreateExportTask",
            "DeleteDestination",
            "DeleteMetricFilter",
            "DeleteQueryDefinition",
            "DeleteResourcePolicy",
            "DeleteSubscriptionFilter",
            "DescribeDestinations",
            "DescribeExportTasks",
            "DescribeMetricFilters",
            "DescribeQueries",
            "DescribeQueryDefinitions",
            "DescribeResourcePolicies",
            "DescribeSubscriptionFilters",
            "DisassociateKmsKey",
            "GetLogGroupFields",
            "GetLogRecord",
            "GetQueryResults",
            "ListLogGroups",
            "PutDestination",
            "PutDestinationPolicy",
            "PutLogGroupDeletionProtection",
            "PutMetricFilter",
            "PutQueryDefinition",
            "PutResourcePolicy",
            "PutSubscriptionFilter",
            "StartLiveTail",
            "StartQuery",
            "StopQuery",
            "TestMetricFilter");

    private LogsDoor() {}

    /// @param clock says which events are too old or too new
    public static JsonService service(LogGroups groups, InstantSource clock) {
        GroupOperations group = new GroupOperations(groups);
        StreamOperations stream = new StreamOperations(groups);
        PutOperations put = new PutOperations(groups, clock);
        ReadOperations read = new ReadOperations(groups);
        TagOperations tag = new TagOperations(groups);
        Map<String, Operation> operations = new HashMap<>();
        REFUSED.forEach(name -> operations.put(name, control(refused(name))));
        operations.put("CreateLogGroup", control(group::create));
        operations.put("DeleteLogGroup", control(group::delete));
        operations.put("DescribeLogGroups", control(group::describe));
        operations.put("PutRetentionPolicy", control(group::putRetention));
        operations.put("DeleteRetentionPolicy", control(group::deleteRetention));
        operations.put("CreateLogStream", control(stream::create));
        operations.put("DeleteLogStream", control(stream::delete));
        operations.put("DescribeLogStreams", control(stream::describe));
        operations.put("PutLogEvents", control(put::put));
        operations.put("GetLogEvents", control(read::get));
        operations.put("FilterLogEvents", control(read::filter));
        operations.put("TagResource", control(tag::tagResource));
        operations.put("UntagResource", control(tag::untagResource));
        operations.put("ListTagsForResource", control(tag::listForResource));
        operations.put("TagLogGroup", control(tag::tagGroup));
        operations.put("UntagLogGroup", control(tag::untagGroup));
        operations.put("ListTagsLogGroup", control(tag::listOfGroup));
        return new JsonService("Logs_20140328", "1.1", operations);
    }

    /// What other services call InvalidArgumentException has another name in this one.
    private static Operation control(Handler handler) {
        return JsonService.control(call -> {
            try {
                return handler.handle(call);
            } catch (RequestException e) {
                throw e.code().equals("InvalidArgumentException") ? invalid(e.getMessage()) : e;
            }
        });
    }

    static RequestException invalid(String message) {
        return new RequestException("InvalidParameterException", message);
    }

    private static Handler refused(String operation) {
        return call -> {
            throw invalid(operation + " is not supported by Millrace: there are log groups, log streams and events");
        };
    }
}
