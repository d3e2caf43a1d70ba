package io.millrace.server.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.server.aws.dynamodb.request.Member;
import io.millrace.server.aws.dynamodb.request.RequestShape;
import io.millrace.server.aws.protocol.AwsCall;
import io.millrace.server.aws.protocol.JsonService.Handler;

/// What clients ask of an account, and of parts of DynamoDB of which there is nothing here: the answer is none.
final class AccountReads {
    private static final int ENDPOINT_MINUTES = 1_440;
    private static final long ACCOUNT_UNITS = 80_000;
    private static final long TABLE_UNITS = 40_000;

    private static final RequestShape NOTHING = new RequestShape(Member.structure("Input"));
    private static final RequestShape INSIGHTS = new RequestShape(Member.structure("DescribeContributorInsightsInput")
            .with("TableName", Member.tableName())
            .with("IndexName", Member.name()));

    private final Tables tables;

    AccountReads(Tables tables) {
        this.tables = tables;
    }

    /// AWS's default quotas. None of them is enforced.
    JsonNode limits(AwsCall call) {
        NOTHING.read(call.input());
        return JsonNodeFactory.instance
                .objectNode()
                .put("AccountMaxReadCapacityUnits", ACCOUNT_UNITS)
                .put("AccountMaxWriteCapacityUnits", ACCOUNT_UNITS)
                .put("TableMaxReadCapacityUnits", TABLE_UNITS)
                .put("TableMaxWriteCapacityUnits", TABLE_UNITS);
    }

    JsonNode endpoints(AwsCall call) {
        NOTHING.read(call.input());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("Endpoints")
                .addObject()
                .put("Address", "dynamodb." + call.region() + ".amazonaws.com")
                .put("CachePeriodInMinutes", ENDPOINT_MINUTES);
        return answer;
    }

    JsonNode insights(AwsCall call) {
        ObjectNode request = INSIGHTS.read(call.input());
        Table table = tables.require(call.region(), request.path("TableName").textValue());
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("TableName", table.name())
                .put("ContributorInsightsStatus", "DISABLED");
        if (request.hasNonNull("IndexName")) {
            String index = request.path("IndexName").textValue();
            if (table.findIndex(index).isEmpty()) {
                throw RequestException.notFound("Requested resource not found: Index: " + index + " not found");
            }
            answer.put("IndexName", index);
        }
        return answer;
    }

    JsonNode streamingDestinations(AwsCall call) {
        Table table = tables.require(call.region(), TableOperations.named(call));
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("TableName", table.name());
        answer.putArray("KinesisDataStreamDestinations");
        return answer;
    }

    JsonNode autoScaling(AwsCall call) {
        Table table = tables.require(call.region(), TableOperations.named(call));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("TableAutoScalingDescription")
                .put("TableName", table.name())
                .put("TableStatus", table.status().name())
                .putArray("Replicas");
        return answer;
    }

    /// A listing of what there is none of, whatever is looked for.
    static Handler none(String list) {
        return call -> {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.putArray(list);
            return answer;
        };
    }
}
