package io.millrace.server.aws.apigateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;

/// Reads documents of JSON and YAML, within bounds: nesting, no name twice in an object, and the number of values with
/// all that YAML's aliases repeat.
final class DocumentReader {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(Limit.JSON_DEPTH.intValue())
            .maxStringLength(Limit.API_GATEWAY_DOCUMENT_BYTES.intValue())
            .build();
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(BOUNDS).build();
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(BOUNDS)
            .loaderOptions(loaderOptions())
            .build();

    private final JsonParser parser;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private long values;

    private DocumentReader(JsonParser parser) {
        this.parser = parser;
    }

    /// A value with a name, and how many values it has.
    private record Anchored(JsonNode value, long values) {}

    private static LoaderOptions loaderOptions() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Limit.API_GATEWAY_DOCUMENT_BYTES.intValue());
        options.setNestingDepthLimit(Limit.JSON_DEPTH.intValue());
        return options;
    }

    /// What begins with a brace is JSON.
    ///
    /// @throws io.millrace.core.fault.RequestException `BadRequestException`
    static JsonNode read(byte[] document) {
        int first = 0;
        while (first < document.length && Character.isWhitespace(document[first])) {
            first++;
        }
        if (first == document.length) {
            throw Refusal.bad("Invalid OpenAPI input: the document is empty");
        }
        try (JsonParser parser = (document[first] == '{' ? JSON : YAML).createParser(document)) {
            DocumentReader reader = new DocumentReader(parser);
            parser.nextToken();
            JsonNode value = reader.value(0);
            if (parser.nextToken() != null) {
                throw Refusal.bad("Invalid OpenAPI input: there is something behind the document");
            }
            return value;
        } catch (IOException e) {
            throw Refusal.bad("Invalid OpenAPI input: neither JSON nor YAML" + where(parserLocation(e)));
        }
    }

    private static int parserLocation(IOException e) {
        return e instanceof com.fasterxml.jackson.core.JacksonException json && json.getLocation() != null
                ? json.getLocation().getLineNr()
                : 0;
    }

    private static String where(int line) {
        return line < 1 ? "" : ", at line " + line;
    }

    private JsonNode value(int depth) throws IOException {
        if (++values > Limit.API_GATEWAY_DOCUMENT_NODES.value()) {
            throw Refusal.bad(
                    "Invalid OpenAPI input: more than " + Limit.API_GATEWAY_DOCUMENT_NODES.value() + " values");
        }
        if (depth > Limit.JSON_DEPTH.value()) {
            throw Refusal.bad("Invalid OpenAPI input: nested deeper than " + Limit.JSON_DEPTH.value());
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            return alias(yaml.getText());
        }
        Object anchor = parser.getObjectId();
        long before = values;
        JsonNode value = plain(depth);
        if (anchor != null) {
            anchors.put(anchor.toString(), new Anchored(value, values - before));
        }
        return value;
    }

    private JsonNode alias(String name) {
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw Refusal.bad("Invalid OpenAPI input: alias '" + name + "' has no anchor before it");
        }
        values += anchored.values();
        return anchored.value().deepCopy();
    }

    private JsonNode plain(int depth) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_NUMBER_INT -> whole(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> fraction(parser.getDoubleValue());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.getInstance();
            case null, default -> throw Refusal.bad("Invalid OpenAPI input: the document breaks off");
        };
    }

    /// As Jackson reads it back.
    private static JsonNode whole(long value) {
        return value == (int) value
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    private static JsonNode fraction(double value) {
        if (!Double.isFinite(value)) {
            throw Refusal.bad("Invalid OpenAPI input: a number is out of range");
        }
        return JsonNodeFactory.instance.numberNode(value);
    }

    private ObjectNode object(int depth) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (object.has(name)) {
                throw Refusal.bad("Invalid OpenAPI input: '" + name + "' is twice in one object");
            }
            object.set(name, value(depth + 1));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth + 1));
        }
        return array;
    }
}
