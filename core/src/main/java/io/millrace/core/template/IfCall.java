package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;

/// The argument of a `Fn::If`.
record IfCall(String condition, JsonNode whenTrue, JsonNode whenFalse) {
    static IfCall of(JsonNode argument) {
        if (!argument.isArray() || argument.size() != 3) {
            throw Refusal.error("Fn::If requires a list argument with three elements");
        }
        if (!argument.get(0).isTextual()) {
            throw Refusal.error("Fn::If requires a list argument with the first element being a condition");
        }
        return new IfCall(argument.get(0).textValue(), argument.get(1), argument.get(2));
    }
}
