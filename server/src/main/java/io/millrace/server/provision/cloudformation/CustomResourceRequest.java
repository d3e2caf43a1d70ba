package io.millrace.server.provision.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.stack.type.ResourceCall;
import java.util.Optional;

/// What a custom resource's function is asked.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html>
///
/// @param type `Create`, `Update`, `Delete`
/// @param requestId unique
/// @param before the properties that an update begins with
record CustomResourceRequest(String type, String requestId, ResourceCall call, Optional<ObjectNode> before) {
    /// The event that the function is given.
    ObjectNode event(String responseUrl) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("RequestType", type);
        event.put("ServiceToken", serviceToken());
        event.put("ResponseURL", responseUrl);
        event.put("StackId", call.stack().stackId());
        event.put("RequestId", requestId);
        event.put("LogicalResourceId", call.logicalId());
        if (!type.equals("Create")) {
            event.put("PhysicalResourceId", call.physicalId());
        }
        event.put("ResourceType", call.type());
        event.set("ResourceProperties", texts(call.properties()));
        before.ifPresent(old -> event.set("OldResourceProperties", texts(old)));
        return event;
    }

    String serviceToken() {
        return call.properties().path("ServiceToken").asText();
    }

    /// Numbers and truth values come as texts.
    private static JsonNode texts(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                ObjectNode result = object.objectNode();
                object.properties().forEach(member -> result.set(member.getKey(), texts(member.getValue())));
                yield result;
            }
            case ArrayNode array -> {
                ArrayNode result = array.arrayNode();
                array.forEach(element -> result.add(texts(element)));
                yield result;
            }
            case JsonNode scalar -> scalar.isNull() ? scalar : TextNode.valueOf(scalar.asText());
        };
    }
}
