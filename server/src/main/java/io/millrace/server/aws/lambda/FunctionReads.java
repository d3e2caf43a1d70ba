package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;

/// What infrastructure tools ask of every function, answered as AWS does for one that has none of it.
final class FunctionReads {
    /// Kept beside the configuration and shown only here.
    static final String RUNTIME_MANAGEMENT = "RuntimeManagementConfig";

    private final LambdaPorts ports;

    FunctionReads(LambdaPorts ports) {
        this.ports = ports;
    }

    RestAnswer codeSigning(RestCall call) {
        call.allowParameters();
        LambdaFunction function = ports.functions().find(Target.whole(call));
        return RestAnswer.json(JsonNodeFactory.instance.objectNode().put("FunctionName", function.name()));
    }

    RestAnswer recursion(RestCall call) {
        call.allowParameters();
        ports.functions().find(Target.whole(call));
        return RestAnswer.json(JsonNodeFactory.instance.objectNode().put("RecursiveLoop", "Terminate"));
    }

    RestAnswer runtimeManagement(RestCall call) {
        call.allowParameters("Qualifier");
        FunctionReference reference = Target.of(call);
        LambdaFunction function = ports.functions().find(reference);
        JsonNode kept = function.latest().configuration().kept().path(RUNTIME_MANAGEMENT);
        ObjectNode answer = kept.isObject()
                ? kept.deepCopy()
                : JsonNodeFactory.instance.objectNode().put("UpdateRuntimeOn", "Auto");
        return RestAnswer.json(answer.put("FunctionArn", reference.arn()));
    }

    /// The one of a version or alias, or the list of them all.
    RestAnswer provisionedConcurrency(RestCall call) {
        call.allowParameters("Qualifier", "List", "Marker", "MaxItems");
        FunctionReference reference = Target.of(call);
        ports.functions().find(reference);
        if (call.parameter("List").isPresent()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.putArray("ProvisionedConcurrencyConfigs");
            return RestAnswer.json(answer);
        }
        throw new RequestException(
                "ProvisionedConcurrencyConfigNotFoundException",
                "No Provisioned Concurrency Config found for this function");
    }

    RestAnswer eventSourceMappings(RestCall call) {
        call.allowParameters("EventSourceArn", "FunctionName", "Marker", "MaxItems");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("EventSourceMappings");
        return RestAnswer.json(answer);
    }

    /// There is none, so it is gone.
    RestAnswer nothingToDelete(RestCall call) {
        call.allowParameters("Qualifier");
        ports.functions().find(Target.of(call));
        return RestAnswer.empty(204);
    }
}
