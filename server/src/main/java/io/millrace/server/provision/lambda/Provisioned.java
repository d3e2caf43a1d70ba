package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.Members;

/// Processes that are kept ready for a version or an alias, for Lambda to say whether it has that.
final class Provisioned {
    private Provisioned() {}

    static void put(LambdaApi api, ResourceCall call, String qualifier) throws InterruptedException {
        JsonNode config = call.properties().path("ProvisionedConcurrencyConfig");
        if (config.isObject()) {
            String function = call.properties().path("FunctionName").asText();
            ObjectNode input = Members.none();
            input.set("ProvisionedConcurrentExecutions", config.path("ProvisionedConcurrentExecutions"));
            api.call(
                    call,
                    "PUT",
                    LambdaApi.function("2019-09-30", function) + "/provisioned-concurrency?Qualifier="
                            + LambdaApi.encoded(qualifier),
                    input);
        }
    }
}
