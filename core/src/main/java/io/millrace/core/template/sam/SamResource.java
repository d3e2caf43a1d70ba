package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// A resource as the template declares it, its properties merged with those of `Globals`.
///
/// @param declaration its whole object: `Type`, `Properties`, `Condition`…
record SamResource(String id, String type, ObjectNode declaration, SamProperties properties) {
    private static final List<String> INHERITED = List.of("Condition", "DeletionPolicy", "UpdateReplacePolicy");
    private static final Set<String> NOT_CARRIED = Set.of("Type", "Properties", "IgnoreGlobals", "Connectors");

    static SamResource of(String id, ObjectNode declaration) {
        return new SamResource(id, declaration.path("Type").asText(), declaration, SamProperties.of(declaration));
    }

    /// The name of its condition; empty when there is none.
    String condition() {
        JsonNode condition = declaration.path("Condition");
        return condition.isTextual() ? condition.textValue() : "";
    }

    /// The attributes of all that is generated for it.
    ObjectNode inherited() {
        ObjectNode attributes = Nodes.object();
        INHERITED.stream()
                .filter(declaration::hasNonNull)
                .forEach(name -> attributes.set(name, declaration.get(name).deepCopy()));
        return attributes;
    }

    /// All attributes: those of the resource that stands for it.
    ObjectNode attributes() {
        ObjectNode attributes = declaration.deepCopy();
        attributes.remove(NOT_CARRIED);
        return attributes;
    }
}
