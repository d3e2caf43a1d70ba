package io.millrace.server.gateway.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.gateway.jsonpath.JsonBody;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// `$util`. A function of null is null.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html>
final class UtilValue {
    static final UtilValue UTIL = new UtilValue();

    private UtilValue() {}

    Object call(String name, List<Object> arguments, Run run) throws TemplateException {
        if (arguments.size() != 1 || arguments.getFirst() == null) {
            return null;
        }
        String text = Texts.of(arguments.getFirst(), run);
        return switch (name) {
            case "escapeJavaScript" -> run.made(ScriptText.escaped(text));
            case "parseJson" -> parseJson(text, run);
            case "urlEncode" -> run.made(URLEncoder.encode(text, StandardCharsets.UTF_8));
            case "urlDecode" -> run.made(urlDecode(text));
            case "base64Encode" -> run.made(base64Encode(text));
            case "base64Decode" -> run.made(base64Decode(text));
            default -> null;
        };
    }

    static String base64Encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64Decode(String text) throws TemplateException {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new TemplateException("$util.base64Decode was given what is no base64");
        }
    }

    private static String urlDecode(String text) throws TemplateException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new TemplateException("$util.urlDecode was given what is not percent-encoded");
        }
    }

    private static Object parseJson(String text, Run run) throws TemplateException {
        run.steps(text.length() / BoundedText.CHARS_A_STEP);
        Optional<JsonNode> json = JsonBody.parse(text);
        if (json.isEmpty()) {
            throw new TemplateException("$util.parseJson was given what is no JSON");
        }
        return JsonValues.of(json.get(), run);
    }
}
