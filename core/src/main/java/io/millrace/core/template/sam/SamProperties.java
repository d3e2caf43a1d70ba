package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// The properties of a resource or an event of SAM, read by name; what is of a wrong form is an
/// [InvalidResourceException]. A property that is `null` is not there.
record SamProperties(ObjectNode tree) {

    static SamProperties of(JsonNode owner) {
        JsonNode properties = owner.path("Properties");
        if (properties.isMissingNode() || properties.isNull()) {
            return new SamProperties(Nodes.object());
        }
        if (properties instanceof ObjectNode object) {
            return new SamProperties(object);
        }
        throw InvalidResourceException.ofProperty("Properties");
    }

    /// @throws InvalidResourceException in SAM's words, for the first that is not known
    void check(Set<String> known, Set<String> unsupported, String type) {
        for (String name : (Iterable<String>) tree::fieldNames) {
            if (unsupported.contains(name)) {
                throw InvalidResourceException.notSupported(name);
            }
            if (!known.contains(name)) {
                throw new InvalidResourceException("property " + name + " not defined for resource of type " + type);
            }
        }
    }

    boolean has(String name) {
        return tree.hasNonNull(name);
    }

    /// Missing node when there is none.
    JsonNode get(String name) {
        return has(name) ? tree.get(name) : tree.path("");
    }

    JsonNode required(String name) {
        if (!has(name)) {
            throw new InvalidResourceException("Missing required property '" + name + "'.");
        }
        return tree.get(name);
    }

    boolean flag(String name) {
        return Nodes.isTrue(get(name));
    }

    /// The text; the other when there is none.
    String text(String name, String otherwise) {
        JsonNode value = get(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isValueNode()) {
            throw InvalidResourceException.ofProperty(name);
        }
        return value.asText();
    }

    /// An empty one when there is none.
    ObjectNode object(String name) {
        JsonNode value = get(name);
        if (value.isMissingNode()) {
            return Nodes.object();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw InvalidResourceException.ofProperty(name);
    }

    SamProperties inner(String name) {
        return new SamProperties(object(name));
    }

    /// A list; a value that is none stands for a list of itself.
    ArrayNode list(String name) {
        JsonNode value = get(name);
        if (value.isMissingNode()) {
            return Nodes.list();
        }
        return value instanceof ArrayNode list ? list : Nodes.list(value);
    }

    /// Copies what is there, under the same names.
    void copy(ObjectNode target, Iterable<String> names) {
        for (String name : names) {
            copy(target, name, name);
        }
    }

    void copy(ObjectNode target, String name, String targetName) {
        if (has(name)) {
            target.set(targetName, tree.get(name));
        }
    }

    void lists(String... names) {
        for (String name : names) {
            if (has(name) && !get(name).isArray() && !Nodes.isIntrinsic(get(name))) {
                throw InvalidResourceException.ofProperty(name);
            }
        }
    }

    void maps(String... names) {
        for (String name : names) {
            if (has(name) && !get(name).isObject()) {
                throw InvalidResourceException.ofProperty(name);
            }
        }
    }

    void texts(String... names) {
        for (String name : names) {
            if (has(name) && !get(name).isValueNode() && !Nodes.isIntrinsic(get(name))) {
                throw InvalidResourceException.ofProperty(name);
            }
        }
    }
}
