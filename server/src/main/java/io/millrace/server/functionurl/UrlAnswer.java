package io.millrace.server.functionurl;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.function.FunctionResult;
import io.millrace.server.http.HeaderText;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a function returned, as an HTTP answer: payload format 2.0. What is none, and every error of the function, its
/// timeout included, is 502.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload>
final class UrlAnswer {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String CONTENT_TYPE = "content-type";
    private static final String APPLICATION_JSON = "application/json";
    private static final byte[] NOTHING = {};

    private UrlAnswer() {}

    static Response of(FunctionResult result) {
        if (result.isError()) {
            return badGateway();
        }
        try {
            JsonNode answer = JSON.readTree(result.payload());
            JsonNode status = answer.path("statusCode");
            return status.isMissingNode() || status.isNull()
                    ? new Response(200, Map.of(CONTENT_TYPE, APPLICATION_JSON), result.payload())
                    : of(status(status), answer);
        } catch (IOException | IllegalArgumentException e) {
            return badGateway();
        }
    }

    static Response badGateway() {
        return Response.of(502, APPLICATION_JSON, "Internal Server Error");
    }

    private static Response of(int status, JsonNode answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        answer.path("headers").properties().forEach(header -> {
            String name = checkedName(header.getKey());
            if (!HeaderText.isOfConnection(name) && !header.getValue().isNull()) {
                headers.put(name, checkedValue(header.getValue()));
            }
        });
        headers.putIfAbsent(CONTENT_TYPE, APPLICATION_JSON);
        List<Map.Entry<String, String>> cookies = new ArrayList<>();
        answer.path("cookies").forEach(cookie -> cookies.add(Map.entry("Set-Cookie", checkedValue(cookie))));
        boolean hasBody = status != 204 && status != 304;
        return new Response(status, headers, cookies, hasBody ? body(answer) : NOTHING);
    }

    private static int status(JsonNode status) {
        int number = status.isTextual() ? Integer.parseInt(status.textValue()) : status.intValue();
        boolean isNumber = status.isTextual() || status.isIntegralNumber();
        if (!isNumber || number < 200 || number > 599) {
            throw new IllegalArgumentException("No status: " + number);
        }
        return number;
    }

    private static byte[] body(JsonNode answer) {
        JsonNode body = answer.path("body");
        if (body.isMissingNode() || body.isNull()) {
            return NOTHING;
        }
        String text = body.isTextual() ? body.textValue() : body.toString();
        return answer.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String checkedName(String name) {
        if (!HeaderText.isName(name)) {
            throw new IllegalArgumentException("No header name");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static String checkedValue(JsonNode value) {
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("A header has one value");
        }
        String text = value.asText();
        if (!HeaderText.isValue(text)) {
            throw new IllegalArgumentException("A header has a character that none may have");
        }
        return text;
    }
}
