package io.millrace.server.provision.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.TypeDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `AWS::SSM::Parameter`. A SecureString cannot be made by a template, at AWS neither.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html>
final class SsmParameterType implements DescribedType {
    private static final int NAME_CHARS = 128;
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::SSM::Parameter", """
            Name string replace
            Type string required replace
            Value string required
            Description string kept
            AllowedPattern string
            DataType string
            Tier string
            Tags.* string kept
            """, "Type", "Value");

    private final InnerApi api;

    SsmParameterType(InnerApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.has("Name") ? properties.path("Name").asText() : naming.name(NAME_CHARS);
    }

    @Override
    public boolean exists(ResourceCall call) {
        try {
            ask(call, "GetParameter", named(call));
            return true;
        } catch (RequestException e) {
            if (e.code().equals("ParameterNotFound")) {
                return false;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted");
        }
    }

    private static ObjectNode named(ResourceCall call) {
        return JsonNodeFactory.instance.objectNode().put("Name", call.physicalId());
    }

    private JsonNode ask(ResourceCall call, String operation, ObjectNode input) throws InterruptedException {
        return api.json(call.region(), "ssm", "AmazonSSM." + operation, input);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = input(call);
        ArrayNode tags = input.putArray("Tags");
        wantedTags(call)
                .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        ask(call, "PutParameter", input);
        return made(call);
    }

    private static ObjectNode input(ResourceCall call) {
        ObjectNode input = named(call);
        ObjectNode properties = call.properties();
        if (properties.path("Type").asText().equals("SecureString")) {
            throw new RequestException(
                    "ValidationError", "AWS::SSM::Parameter does not support the type SecureString, as at AWS");
        }
        for (String name : List.of("Type", "Value", "Description", "AllowedPattern", "DataType", "Tier")) {
            if (properties.has(name)) {
                input.set(name, properties.get(name));
            }
        }
        return input;
    }

    private static Map<String, String> wantedTags(ResourceCall call) {
        Map<String, String> tags = new LinkedHashMap<>(call.stack().tags());
        call.properties()
                .path("Tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        tags.keySet().removeIf(key -> key.startsWith("aws:"));
        return tags;
    }

    private static Made made(ResourceCall call) {
        ObjectNode properties = call.properties();
        return Made.of(call.physicalId())
                .with("Type", properties.path("Type").asText())
                .with("Value", properties.path("Value").asText());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        ask(call, "PutParameter", input(call).put("Overwrite", true));
        Map<String, String> wanted = wantedTags(call);
        ObjectNode removed = resource(call);
        ArrayNode keys = removed.putArray("TagKeys");
        ask(call, "ListTagsForResource", resource(call)).path("TagList").forEach(tag -> {
            if (!wanted.containsKey(tag.path("Key").asText())) {
                keys.add(tag.get("Key"));
            }
        });
        if (!keys.isEmpty()) {
            ask(call, "RemoveTagsFromResource", removed);
        }
        ObjectNode added = resource(call);
        ArrayNode tags = added.putArray("Tags");
        wanted.forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        if (!tags.isEmpty()) {
            ask(call, "AddTagsToResource", added);
        }
        return made(call);
    }

    private static ObjectNode resource(ResourceCall call) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ResourceType", "Parameter")
                .put("ResourceId", call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        try {
            ask(call, "DeleteParameter", named(call));
        } catch (RequestException e) {
            if (!e.code().equals("ParameterNotFound")) {
                throw e;
            }
        }
    }
}
