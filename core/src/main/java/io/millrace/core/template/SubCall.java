package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The argument of a `Fn::Sub`.
///
/// @param variables of its own, as written
record SubCall(SubText text, ObjectNode variables) {
    static SubCall of(JsonNode argument) {
        if (argument.isTextual()) {
            return new SubCall(SubText.of(argument.textValue()), JsonNodeFactory.instance.objectNode());
        }
        if (argument.isArray()
                && argument.size() == 2
                && argument.get(0).isTextual()
                && argument.get(1) instanceof ObjectNode variables) {
            return new SubCall(SubText.of(argument.get(0).textValue()), variables);
        }
        throw Refusal.error(
                "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string "
                        + "as first argument, and an optional second argument to specify a mapping of values to replace in the "
                        + "string");
    }
}
