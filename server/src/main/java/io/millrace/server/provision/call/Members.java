package io.millrace.server.provision.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Members of properties under the names that a service has for them.
public final class Members {
    private Members() {}

    public static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// A copy of an object within another, empty when there is none.
    public static ObjectNode copy(JsonNode parent, String name) {
        return parent.path(name) instanceof ObjectNode object ? object.deepCopy() : none();
    }

    /// `Name` is `name`.
    public static String camel(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /// Those of some members that are there, `Name` as `name`, and `Name:other` as `other`.
    public static ObjectNode camel(JsonNode properties, String... names) {
        ObjectNode renamed = none();
        for (String name : names) {
            int colon = name.indexOf(':');
            String from = colon < 0 ? name : name.substring(0, colon);
            if (properties.has(from)) {
                renamed.set(colon < 0 ? camel(name) : name.substring(colon + 1), properties.get(from));
            }
        }
        return renamed;
    }
}
