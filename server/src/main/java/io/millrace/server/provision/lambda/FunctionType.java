package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.Tags;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// A function. Lambda here has it Active when the call returns, so that there is nothing to wait for.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html>
final class FunctionType implements DescribedType {
    private static final int NAME_CHARS = 64;
    private static final String NAME = "FunctionName";
    private static final String RUNTIME_MANAGEMENT = "RuntimeManagementConfig";
    private static final String RECURSIVE_LOOP = "RecursiveLoop";
    private static final String RESERVED = "ReservedConcurrentExecutions";
    private static final List<String> AT_CREATION = List.of("Architectures", "CodeSigningConfigArn", "PackageType");

    private final LambdaApi api;

    FunctionType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return FunctionTable.DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path(NAME).asText(naming.name(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, LambdaApi.function(call.physicalId()));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode given = call.properties();
        ObjectNode input = FunctionInput.configuration(given).put(NAME, call.physicalId());
        AT_CREATION.stream().filter(given::has).forEach(name -> input.set(name, given.get(name)));
        input.set("Code", FunctionInput.code(given));
        Tags.of(call).object().ifPresent(tags -> input.set("Tags", tags));
        api.call(call, "POST", LambdaApi.FUNCTIONS, input);
        return Undo.onFailure(
                () -> {
                    settings(call, JsonNodeFactory.instance.objectNode());
                    return made(call);
                },
                () -> delete(call));
    }

    /// The code only where the template's word of it changed: an object in a bucket is not fetched again for a new
    /// timeout.
    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        ObjectNode given = call.properties();
        String path = LambdaApi.function(call.physicalId());
        boolean sameCode = given.path("Code").equals(before.path("Code"))
                && given.path("Runtime").equals(before.path("Runtime"))
                && given.path("Architectures").equals(before.path("Architectures"));
        if (!sameCode) {
            ObjectNode code = FunctionInput.code(given);
            code.set("Architectures", architectures(given));
            api.call(call, "PUT", path + "/code", code);
        }
        api.call(call, "PUT", path + "/configuration", FunctionInput.whole(call));
        settings(call, before);
        updateTags(call);
        return made(call);
    }

    private static JsonNode architectures(ObjectNode given) {
        return given.has("Architectures")
                ? given.get("Architectures")
                : JsonNodeFactory.instance.arrayNode().add("x86_64");
    }

    /// What has operations of its own.
    private void settings(ResourceCall call, ObjectNode before) throws InterruptedException {
        ObjectNode given = call.properties();
        String concurrency = LambdaApi.function("2017-10-31", call.physicalId()) + "/concurrency";
        if (given.has(RESERVED)) {
            api.call(call, "PUT", concurrency, object(RESERVED, given.get(RESERVED)));
        } else if (before.has(RESERVED)) {
            api.call(call, "DELETE", concurrency);
        }
        if (given.has(RUNTIME_MANAGEMENT) || before.has(RUNTIME_MANAGEMENT)) {
            ObjectNode management = given.has(RUNTIME_MANAGEMENT)
                    ? Members.copy(given, RUNTIME_MANAGEMENT)
                    : JsonNodeFactory.instance.objectNode().put("UpdateRuntimeOn", "Auto");
            api.call(
                    call,
                    "PUT",
                    LambdaApi.function("2021-07-20", call.physicalId()) + "/runtime-management-config",
                    management);
        }
        if (given.has(RECURSIVE_LOOP)) {
            api.call(
                    call,
                    "PUT",
                    LambdaApi.function("2024-08-31", call.physicalId()) + "/recursion-config",
                    object(RECURSIVE_LOOP, given.get(RECURSIVE_LOOP)));
        }
    }

    private static ObjectNode object(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }

    private void updateTags(ResourceCall call) throws InterruptedException {
        String path = "/2017-03-31/tags/" + LambdaApi.encoded(arn(call));
        Tags tags = Tags.of(call);
        SequencedSet<String> gone = tags.gone(api.call(call, "GET", path).path("Tags"));
        if (!gone.isEmpty()) {
            String keys = gone.stream()
                    .map(key -> "tagKeys=" + LambdaApi.encoded(key))
                    .collect(Collectors.joining("&"));
            api.call(call, "DELETE", path + "?" + keys);
        }
        if (tags.object().isPresent()) {
            api.call(call, "POST", path, object("Tags", tags.object().get()));
        }
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, LambdaApi.function(call.physicalId()));
    }

    private static String arn(ResourceCall call) {
        return Arn.of("lambda", call.region(), "function:" + call.physicalId());
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId())
                .with("Arn", arn(call))
                .with("SnapStartResponse.ApplyOn", "None")
                .with("SnapStartResponse.OptimizationStatus", "Off");
    }
}
