package io.millrace.server.gateway.jsonpath;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import io.millrace.core.limit.Limit;
import java.math.BigDecimal;
import java.util.Optional;

/// A body of text that mappings, templates and models may look into as JSON. It is parsed when it is first asked
/// for, once. Numbers keep their digits.
///
/// As at AWS an empty body is `{}`, and one that is no JSON is one JSON string of the whole: templates take forms
/// apart with `$input.path('$').split('&')`. JSON that is nested deeper than [Limit#GATEWAY_JSON_DEPTH], or that has
/// a number beyond [Limit#GATEWAY_JSON_EXPONENT], is no JSON here.
///
/// Of one request; not for several threads at once.
///
/// Source: <https://github.com/localstack/localstack/pull/12413> (the empty body, as recorded at AWS)
public final class JsonBody {
    /// Nothing was sent.
    private static final String EMPTY = "{}";

    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limit.GATEWAY_JSON_DEPTH.intValue())
                            .maxStringLength(Limit.API_BODY_BYTES.intValue())
                            .build())
                    .build())
            .setNodeFactory(new BoundedNumbers())
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .forType(JsonNode.class);

    private final String text;
    private final boolean blank;
    private JsonNode root;
    private boolean json;

    private JsonBody(String text) {
        this.text = text;
        this.blank = text.isEmpty();
    }

    /// A body as it was received.
    public static JsonBody of(String text) {
        return new JsonBody(text);
    }

    /// As it was received.
    public String received() {
        return text;
    }

    /// As templates see it: `{}` when it is empty.
    public String text() {
        return blank ? EMPTY : text;
    }

    /// Whether it is JSON. An empty one is not.
    public boolean isJson() {
        root();
        return json;
    }

    /// All of it.
    public JsonNode root() {
        if (root == null) {
            Optional<JsonNode> parsed = parse(text());
            json = parsed.isPresent() && !blank;
            root = parsed.orElseGet(() -> TextNode.valueOf(text));
        }
        return root;
    }

    /// One JSON value with nothing behind it; empty when the text is something else.
    public static Optional<JsonNode> parse(String text) {
        try {
            JsonNode node = READER.readValue(text);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException | NumberTooLargeException e) {
            return Optional.empty();
        }
    }

    /// `1e999999999` is short to send and for ever to calculate with.
    private static final class BoundedNumbers extends JsonNodeFactory {
        @Override
        public ValueNode numberNode(BigDecimal number) {
            if (Math.abs((long) number.scale()) > Limit.GATEWAY_JSON_EXPONENT.value()) {
                throw new NumberTooLargeException();
            }
            return super.numberNode(number);
        }
    }

    private static final class NumberTooLargeException extends RuntimeException {
        NumberTooLargeException() {
            super("", null, false, false);
        }
    }
}
