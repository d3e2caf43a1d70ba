package io.millrace.server.gateway.authorize;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.server.gateway.call.GatewayRequest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an authorizer's function is called with.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html>
final class AuthorizerEvent {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final List<String> NOBODY = List.of(
            "cognitoIdentityPoolId",
            "cognitoIdentityId",
            "principalOrgId",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "accountId",
            "caller",
            "accessKey",
            "user");

    private AuthorizerEvent() {}

    static byte[] token(MethodArn arn, String token) {
        return bytes(JsonNodeFactory.instance
                .objectNode()
                .put("type", "TOKEN")
                .put("methodArn", arn.text())
                .put("authorizationToken", token));
    }

    /// All of the request but its body.
    static byte[] request(MethodArn arn, GatewayRequest request, StageCall call) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("type", "REQUEST")
                .put("methodArn", arn.text())
                .put("resource", request.resourcePath())
                .put("path", request.path())
                .put("httpMethod", request.method());
        last(event.putObject("headers"), request.headers().byName());
        all(event.putObject("multiValueHeaders"), request.headers().byName());
        last(event.putObject("queryStringParameters"), request.query());
        all(event.putObject("multiValueQueryStringParameters"), request.query());
        texts(event.putObject("pathParameters"), request.pathParameters());
        texts(event.putObject("stageVariables"), call.stageVariables());
        event.set("requestContext", context(request, call));
        return bytes(event);
    }

    private static ObjectNode context(GatewayRequest request, StageCall call) {
        String domain = request.peer().host().replaceFirst(":[0-9]*$", "");
        ObjectNode context = JsonNodeFactory.instance
                .objectNode()
                .put("resourceId", call.resourceId())
                .put("resourcePath", request.resourcePath())
                .put("httpMethod", request.method())
                .put("extendedRequestId", request.requestId())
                .put("requestTime", TIME.format(request.received()))
                .put("path", request.stagePath())
                .put("accountId", Arn.ACCOUNT)
                .put("protocol", request.peer().protocol())
                .put("stage", call.stage())
                .put("domainPrefix", domain.split("\\.", 2)[0])
                .put("requestTimeEpoch", request.received().toEpochMilli())
                .put("requestId", request.requestId());
        ObjectNode identity = context.putObject("identity");
        NOBODY.forEach(identity::putNull);
        identity.put("sourceIp", request.peer().sourceIp());
        identity.put("userAgent", request.headers().last("User-Agent").orElse(null));
        request.headers().last("x-api-key").ifPresent(key -> identity.put("apiKey", key));
        return context.put("domainName", domain).put("apiId", call.apiId());
    }

    private static void last(ObjectNode node, Map<String, List<String>> values) {
        values.forEach((name, all) -> node.put(name, all.isEmpty() ? "" : all.getLast()));
    }

    private static void all(ObjectNode node, Map<String, List<String>> values) {
        values.forEach((name, all) -> {
            ArrayNode array = node.putArray(name);
            all.forEach(array::add);
        });
    }

    private static void texts(ObjectNode node, Map<String, String> values) {
        values.forEach(node::put);
    }

    private static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
