package io.millrace.server.gateway.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.gateway.call.CallContext;
import io.millrace.server.gateway.call.GatewayRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A request as a function of an AWS_PROXY integration gets it: payload format 1.0.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html>
final class ProxyEvent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProxyEvent() {}

    /// @param binary whether the body is bytes
    static byte[] of(GatewayRequest request, CallContext context, Map<String, String> stageVariables, boolean binary) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("resource", request.resourcePath())
                .put("path", request.path())
                .put("httpMethod", request.method());
        event.set("headers", lasts(request.headers().byName()));
        event.set("multiValueHeaders", all(request.headers().byName()));
        event.set("queryStringParameters", lasts(request.query()));
        event.set("multiValueQueryStringParameters", all(request.query()));
        event.set("pathParameters", singles(request.pathParameters()));
        event.set("stageVariables", singles(stageVariables));
        event.set("requestContext", JSON.valueToTree(context.tree()));
        if (request.body().length == 0) {
            event.putNull("body");
        } else {
            event.put(
                    "body",
                    binary
                            ? Base64.getEncoder().encodeToString(request.body())
                            : new String(request.body(), StandardCharsets.UTF_8));
        }
        return event.put("isBase64Encoded", binary && request.body().length > 0)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode lasts(Map<String, List<String>> values) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        values.forEach((name, all) -> node.put(name, all.getLast()));
        return orNull(node);
    }

    private static JsonNode all(Map<String, List<String>> values) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        // Not withArray: a name that begins with a slash would be a path.
        values.forEach((name, all) -> all.forEach(node.putArray(name)::add));
        return orNull(node);
    }

    private static JsonNode singles(Map<String, String> values) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        values.forEach(node::put);
        return orNull(node);
    }

    private static JsonNode orNull(ObjectNode node) {
        return node.isEmpty() ? JsonNodeFactory.instance.nullNode() : node;
    }
}
