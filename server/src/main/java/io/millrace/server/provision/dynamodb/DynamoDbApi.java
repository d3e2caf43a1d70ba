package io.millrace.server.provision.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.InnerApi.Call;
import java.nio.charset.StandardCharsets;

/// DynamoDB as a client of it.
final class DynamoDbApi {
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final int LOOK_AGAIN_MILLIS = 50;

    private final InnerApi api;

    DynamoDbApi(InnerApi api) {
        this.api = api;
    }

    /// A request for the table of a call.
    static ObjectNode named(ResourceCall call) {
        return JsonNodeFactory.instance.objectNode().put("TableName", call.physicalId());
    }

    static ObjectNode ofArn(ResourceCall call) {
        return JsonNodeFactory.instance.objectNode().put("ResourceArn", arn(call));
    }

    static String arn(ResourceCall call) {
        return Arn.of("dynamodb", call.region(), "table/" + call.physicalId());
    }

    JsonNode ask(ResourceCall call, String operation, ObjectNode input) throws InterruptedException {
        return api.answer(request(call, operation, input));
    }

    private static Call request(ResourceCall call, String operation, ObjectNode input) {
        return Call.of(call.region(), "dynamodb", "POST", "/")
                .withHeader("X-Amz-Target", "DynamoDB_20120810." + operation)
                .withBody("application/x-amz-json-1.0", input.toString().getBytes(StandardCharsets.UTF_8));
    }

    boolean exists(ResourceCall call) {
        return api.found(request(call, "DescribeTable", named(call)), NOT_FOUND);
    }

    /// The table once nothing is under way for it; each look waits a little itself.
    JsonNode ready(ResourceCall call) throws InterruptedException {
        while (true) {
            JsonNode table = ask(call, "DescribeTable", named(call)).path("Table");
            if (table.path("TableStatus").asText().equals("ACTIVE")) {
                return table;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /// Deletes the table, also one that is protected if told so. Returns when it is gone; one that is not there is
    /// well.
    void delete(ResourceCall call, boolean protectedToo) throws InterruptedException {
        try {
            boolean isProtected = ready(call).path("DeletionProtectionEnabled").asBoolean();
            if (protectedToo && isProtected) {
                ask(call, "UpdateTable", named(call).put("DeletionProtectionEnabled", false));
            }
            ask(call, "DeleteTable", named(call));
            while (exists(call)) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        } catch (RequestException e) {
            if (!e.code().equals(NOT_FOUND)) {
                throw e;
            }
        }
    }
}
