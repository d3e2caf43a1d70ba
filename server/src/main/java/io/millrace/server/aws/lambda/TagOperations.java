package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.FunctionTags;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The tags of functions: kept only.
final class TagOperations {
    private final LambdaPorts ports;

    TagOperations(LambdaPorts ports) {
        this.ports = ports;
    }

    static ObjectNode json(LambdaFunction function) {
        ObjectNode tags = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(function.tags()).forEach(tags::put);
        return tags;
    }

    RestAnswer list(RestCall call) {
        call.allowParameters();
        LambdaFunction function = ports.functions().find(target(call));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("Tags", json(function));
        return RestAnswer.json(answer);
    }

    RestAnswer tag(RestCall call) {
        call.allowParameters();
        Fields fields = call.fields();
        if (!fields.has("Tags")) {
            throw fields.missing("Tags");
        }
        Map<String, String> more = FunctionTags.parse(fields, "Tags");
        fields.refuseUnknown();
        change(call, before -> FunctionTags.with(before, more));
        return RestAnswer.empty(204);
    }

    RestAnswer untag(RestCall call) {
        call.allowParameters("tagKeys");
        List<String> keys = call.parameters("tagKeys");
        if (keys.isEmpty()) {
            throw Target.invalid("tagKeys is required");
        }
        change(call, before -> {
            Map<String, String> left = new HashMap<>(before);
            left.keySet().removeAll(keys);
            return left;
        });
        return RestAnswer.empty(204);
    }

    private void change(RestCall call, UnaryOperator<Map<String, String>> change) {
        FunctionReference reference = target(call);
        ports.functions().find(reference);
        ports.catalog()
                .update(
                        LambdaFunction.class,
                        LambdaFunction.id(reference.region(), reference.name()),
                        function -> function.withTags(change.apply(function.tags())));
    }

    private static FunctionReference target(RestCall call) {
        String arn = call.label("Resource");
        if (!arn.startsWith("arn:")) {
            throw Target.invalid("Tags are of an ARN, '" + arn + "' is none");
        }
        FunctionReference reference = Target.read(call, arn);
        if (reference.qualifier().isPresent()) {
            throw Target.invalid("Tags on function aliases and versions are not supported. Please specify either a"
                    + " function ARN or an event source mapping ARN.");
        }
        return reference;
    }
}
