package io.millrace.server.gateway.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.Answer;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.Headers;
import io.millrace.server.http.HeaderText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/// What a function of an AWS_PROXY integration returned, as the caller's answer. What has not the form, and every error
/// of
/// the function, is 502.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html>
final class ProxyAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");
    private static final byte[] NOTHING = {};

    private ProxyAnswer() {}

    /// @param payload as the function returned it
    static Answer of(byte[] payload) throws GatewayFailure {
        try {
            JsonNode answer = JSON.readTree(payload);
            if (answer == null || !answer.isObject() || hasOthers(answer)) {
                throw malformed();
            }
            return new Answer(status(answer.path("statusCode")), headers(answer), body(answer));
        } catch (IOException | IllegalArgumentException e) {
            throw malformed();
        }
    }

    /// The function's fault: 502, which no other failure of an integration has.
    static GatewayFailure malformed() {
        return new GatewayFailure(
                GatewayResponseType.INTEGRATION_FAILURE,
                GatewayResponseType.INTEGRATION_FAILURE.message(),
                Map.of("status", "502"));
    }

    private static boolean hasOthers(JsonNode answer) {
        return answer.propertyStream().anyMatch(member -> !MEMBERS.contains(member.getKey()));
    }

    private static int status(JsonNode status) {
        int number = status.isMissingNode()
                ? 200
                : status.isTextual() ? Integer.parseInt(status.textValue()) : status.intValue();
        if (number < 200 || number > 599) {
            throw new IllegalArgumentException("No status: " + number);
        }
        return number;
    }

    /// Those of `multiValueHeaders`, and of `headers` what they do not have.
    private static Headers headers(JsonNode answer) {
        List<Entry<String, String>> headers = new ArrayList<>();
        answer.path("multiValueHeaders").properties().forEach(header -> header.getValue()
                .forEach(value -> add(headers, header.getKey(), value)));
        Headers multi = Headers.of(headers);
        answer.path("headers").properties().forEach(header -> {
            if (multi.all(header.getKey()).isEmpty()) {
                add(headers, header.getKey(), header.getValue());
            }
        });
        if (headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase("Content-Type"))) {
            headers.add(Map.entry("Content-Type", "application/json"));
        }
        return Headers.of(headers);
    }

    private static void add(List<Entry<String, String>> headers, String name, JsonNode value) {
        if (value.isNull() || HeaderText.isOfConnection(name)) {
            return;
        }
        String text = value.asText();
        if (!value.isValueNode() || !HeaderText.isName(name) || !HeaderText.isValue(text)) {
            throw new IllegalArgumentException("No header: " + name);
        }
        headers.add(Map.entry(name, text));
    }

    private static byte[] body(JsonNode answer) {
        JsonNode body = answer.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return NOTHING;
        }
        if (!body.isTextual()) {
            throw new IllegalArgumentException("A body is a text");
        }
        return answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body.textValue())
                : body.textValue().getBytes(StandardCharsets.UTF_8);
    }
}
