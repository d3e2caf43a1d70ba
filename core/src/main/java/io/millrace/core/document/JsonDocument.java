package io.millrace.core.document;

import com.fasterxml.jackson.core.JacksonException;
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
import java.io.IOException;

/// One document of JSON under reading.
final class JsonDocument {
    private final JsonParser parser;
    private final Bounds bounds;

    private JsonDocument(JsonParser parser, Bounds bounds) {
        this.parser = parser;
        this.bounds = bounds;
    }

    static JsonNode read(byte[] document, Bounds bounds, int bytesMax) throws DocumentException {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(bounds.depthMax())
                .maxStringLength(bytesMax)
                .build();
        JsonFactory factory =
                JsonFactory.builder().streamReadConstraints(constraints).build();
        try (JsonParser parser = factory.createParser(document)) {
            JsonDocument reading = new JsonDocument(parser, bounds);
            parser.nextToken();
            JsonNode value = reading.value(0);
            if (parser.nextToken() != null) {
                throw reading.at("there is something behind the document");
            }
            return value;
        } catch (IOException e) {
            throw e instanceof JacksonException at && at.getLocation() != null
                    ? DocumentException.json(
                            at.getLocation().getLineNr(), at.getLocation().getColumnNr())
                    : DocumentException.json(0, 0);
        }
    }

    private JsonNode value(int depth) throws IOException, DocumentException {
        bounds.enter(depth);
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_NUMBER_INT -> Numbers.whole(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> fraction(parser.getDoubleValue());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.getInstance();
            case null, default -> throw at("the document breaks off");
        };
    }

    private JsonNode fraction(double value) throws DocumentException {
        if (!Double.isFinite(value)) {
            throw at("a number is out of range");
        }
        return JsonNodeFactory.instance.numberNode(value);
    }

    private ObjectNode object(int depth) throws IOException, DocumentException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (object.has(name)) {
                throw at("'" + name + "' is twice in one object");
            }
            parser.nextToken();
            object.set(name, value(depth + 1));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException, DocumentException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth + 1));
        }
        return array;
    }

    private DocumentException at(String message) {
        return DocumentException.at(
                message,
                parser.currentTokenLocation().getLineNr(),
                parser.currentTokenLocation().getColumnNr());
    }
}
