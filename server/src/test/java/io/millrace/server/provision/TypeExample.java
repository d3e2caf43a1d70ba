package io.millrace.server.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a type is tried with. In its JSON `${name}` is the `Ref` of something that it needs, `${name.Attribute}` an
/// attribute of that, and apostrophes stand for quotes.
final class TypeExample {
    private static final ObjectMapper JSON = new ObjectMapper();

    final String type;
    final List<Need> needs = new ArrayList<>();
    final Map<String, String> asMade = new LinkedHashMap<>();
    final Map<String, String> asChanged = new LinkedHashMap<>();
    String properties = "{}";
    String changed = "{}";
    boolean named;
    Reading reading;

    private TypeExample(String type) {
        this.type = type;
    }

    /// Something that must be there before.
    record Need(String name, String type, String properties) {}

    /// Reads the resource by its service's own API; what is gone throws, or is missing.
    @FunctionalInterface
    interface Reading {
        JsonNode read(InnerApi api, ResourceCall call) throws InterruptedException;
    }

    static TypeExample of(String type) {
        return new TypeExample(type);
    }

    TypeExample needs(String name, String needed, String its) {
        needs.add(new Need(name, needed, its));
        return this;
    }

    TypeExample properties(String json) {
        properties = json;
        return this;
    }

    TypeExample changed(String json) {
        changed = json;
        return this;
    }

    /// Its properties say what it is found by, so that something may be there already.
    TypeExample named() {
        named = true;
        return this;
    }

    TypeExample read(Reading by) {
        reading = by;
        return this;
    }

    /// What is read is this before the change and that after it; empty when it is not there.
    TypeExample shows(String pointer, String before, String after) {
        asMade.put(pointer, before);
        asChanged.put(pointer, after);
        return this;
    }

    static JsonNode json(String text, Map<String, Made> made) {
        String filled = text.replace('\'', '"');
        for (Map.Entry<String, Made> need : made.entrySet()) {
            filled = filled.replace("${" + need.getKey() + "}", need.getValue().physicalId());
            for (Map.Entry<String, JsonNode> attribute :
                    need.getValue().attributes().entrySet()) {
                filled = filled.replace(
                        "${" + need.getKey() + "." + attribute.getKey() + "}",
                        attribute.getValue().asText());
            }
        }
        try {
            return JSON.readTree(filled);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(filled, e);
        }
    }
}
