package io.millrace.core.template.sam;

import java.util.Set;

/// One of a function's `Events`.
record FunctionEvent(String id, String type, SamProperties properties, FunctionTarget target) {

    /// The logical id of what is generated for it, or what that begins with.
    String logicalId() {
        return target.function().id() + id;
    }

    Assembly assembly() {
        return target.assembly();
    }

    void check(Set<String> known, String... required) {
        properties.check(known, Set.of(), type);
        for (String name : required) {
            if (!properties.has(name)) {
                throw new InvalidResourceException("Property '" + name + "' is required.");
            }
        }
    }
}
