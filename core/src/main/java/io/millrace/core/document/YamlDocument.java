package io.millrace.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/// One document of YAML under reading, event by event: aliases are counted before they are repeated.
final class YamlDocument {
    private static final String YAML_TAGS = "tag:yaml.org,2002:";
    private static final String MERGE = "<<";

    private final Parser parser;
    private final Bounds bounds;
    private final YamlDialect dialect;
    private final Map<String, Anchored> anchors = new HashMap<>();

    private YamlDocument(Parser parser, Bounds bounds, YamlDialect dialect) {
        this.parser = parser;
        this.bounds = bounds;
        this.dialect = dialect;
    }

    /// A value with a name, and how many values it has.
    private record Anchored(JsonNode value, long values) {}

    static JsonNode read(byte[] document, Bounds bounds, YamlDialect dialect) throws DocumentException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(document.length);
        options.setNestingDepthLimit(bounds.depthMax());
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return new YamlDocument(new ParserImpl(new StreamReader(text), options), bounds, dialect).document();
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            throw mark == null
                    ? DocumentException.yaml(0, 0)
                    : DocumentException.yaml(mark.getLine() + 1, mark.getColumn() + 1);
        } catch (YAMLException | CharacterCodingException e) {
            throw DocumentException.yaml(0, 0);
        }
    }

    private JsonNode document() throws DocumentException {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            throw DocumentException.of("the document is empty");
        }
        parser.getEvent();
        JsonNode value = value(0);
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            throw at("there is something behind the document", parser.peekEvent());
        }
        return value;
    }

    private JsonNode value(int depth) throws DocumentException {
        long before = bounds.values();
        bounds.enter(depth);
        Event event = parser.getEvent();
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        NodeEvent node = (NodeEvent) event;
        JsonNode value =
                switch (node) {
                    case ScalarEvent scalar -> scalar(scalar);
                    case MappingStartEvent start -> tagged(start, start.getTag(), object(depth));
                    case SequenceStartEvent start -> tagged(start, start.getTag(), array(depth));
                    default -> throw at("the document breaks off", node);
                };
        if (node.getAnchor() != null) {
            anchors.put(node.getAnchor(), new Anchored(value, bounds.values() - before));
        }
        return value;
    }

    private JsonNode alias(AliasEvent alias, int depth) throws DocumentException {
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw at("alias '" + alias.getAnchor() + "' has no anchor before it", alias);
        }
        bounds.add(anchored.values());
        requireDepth(anchored.value(), depth);
        return anchored.value().deepCopy();
    }

    /// An alias may stand deeper than what it repeats.
    private void requireDepth(JsonNode value, int depth) throws DocumentException {
        if (depth > bounds.depthMax()) {
            throw DocumentException.of("nested deeper than " + bounds.depthMax());
        }
        for (JsonNode child : value) {
            requireDepth(child, depth + 1);
        }
    }

    private JsonNode tagged(NodeEvent start, String tag, JsonNode value) throws DocumentException {
        if (tag == null || tag.equals("!") || tag.equals(YAML_TAGS + (value.isObject() ? "map" : "seq"))) {
            return value;
        }
        return ShortTag.longForm(function(tag, start), value);
    }

    private JsonNode scalar(ScalarEvent scalar) throws DocumentException {
        String tag = scalar.getTag();
        if (tag == null) {
            return scalar.isPlain() ? plain(scalar) : TextNode.valueOf(scalar.getValue());
        }
        return switch (tag) {
            case "!", YAML_TAGS + "str" -> TextNode.valueOf(scalar.getValue());
            case YAML_TAGS + "int", YAML_TAGS + "float", YAML_TAGS + "bool", YAML_TAGS + "null" -> plain(scalar);
            default -> ShortTag.longForm(function(tag, scalar), TextNode.valueOf(scalar.getValue()));
        };
    }

    private JsonNode plain(ScalarEvent scalar) throws DocumentException {
        Optional<JsonNode> value = dialect.plain(scalar.getValue());
        return value.orElseThrow(() -> at("a number is out of range", scalar));
    }

    private String function(String tag, Event event) throws DocumentException {
        Optional<String> function = dialect.hasShortTags() ? ShortTag.function(tag) : Optional.empty();
        return function.orElseThrow(() -> at("tag '" + tag + "' is not supported", event));
    }

    private ArrayNode array(int depth) throws DocumentException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            array.add(value(depth + 1));
        }
        parser.getEvent();
        return array;
    }

    private ObjectNode object(int depth) throws DocumentException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        Set<String> names = new HashSet<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Event event = parser.peekEvent();
            boolean merge = dialect.mergesObjects()
                    && event instanceof ScalarEvent scalar
                    && scalar.isPlain()
                    && scalar.getValue().equals(MERGE);
            String name = name();
            if (!names.add(name)) {
                throw at("'" + name + "' is twice in one object", event);
            }
            JsonNode value = value(depth + 1);
            if (merge) {
                merge(merged, value, event);
            } else {
                object.set(name, value);
            }
        }
        parser.getEvent();
        merged.properties().forEach(entry -> {
            if (!object.has(entry.getKey())) {
                object.set(entry.getKey(), entry.getValue());
            }
        });
        return object;
    }

    private String name() throws DocumentException {
        Event event = parser.getEvent();
        JsonNode name =
                switch (event) {
                    case ScalarEvent scalar
                    when scalar.getTag() == null || scalar.getTag().startsWith(YAML_TAGS) ->
                        TextNode.valueOf(scalar.getValue());
                    case AliasEvent alias -> alias(alias, 0);
                    default -> throw at("map keys must be strings", event);
                };
        if (!name.isTextual()) {
            throw at("map keys must be strings", event);
        }
        if (event instanceof ScalarEvent scalar && scalar.getAnchor() != null) {
            anchors.put(scalar.getAnchor(), new Anchored(name, 1));
        }
        return name.textValue();
    }

    /// Of several the first one's members stand.
    private static void merge(ObjectNode merged, JsonNode value, Event event) throws DocumentException {
        Iterable<JsonNode> sources = value.isArray() ? value : Set.of(value);
        for (JsonNode source : sources) {
            if (!source.isObject()) {
                throw at("'<<' needs an object or a list of objects", event);
            }
            source.properties().forEach(entry -> merged.putIfAbsent(entry.getKey(), entry.getValue()));
        }
    }

    private static DocumentException at(String message, Event event) {
        Mark mark = event.getStartMark();
        return mark == null
                ? DocumentException.of(message)
                : DocumentException.at(message, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
