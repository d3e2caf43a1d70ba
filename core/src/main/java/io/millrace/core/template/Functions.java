package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Functions that look at nothing but their argument, which is resolved.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>
final class Functions {
    private final Budget budget;

    Functions(Budget budget) {
        this.budget = budget;
    }

    JsonNode join(JsonNode argument) {
        if (!isPair(argument)
                || !argument.get(0).isTextual()
                || !argument.get(1).isArray()) {
            throw joinArguments();
        }
        String delimiter = argument.get(0).textValue();
        List<String> parts = new ArrayList<>();
        for (JsonNode element : argument.get(1)) {
            parts.add(text(element).orElseThrow(Functions::joinArguments));
            budget.chars(delimiter.length() + element.asText().length());
        }
        return TextNode.valueOf(String.join(delimiter, parts));
    }

    private static RequestException joinArguments() {
        return Refusal.error("every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of"
                + " strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be"
                + " joined.");
    }

    static JsonNode select(JsonNode argument) {
        Optional<Integer> index = isPair(argument) ? whole(argument.get(0)) : Optional.empty();
        if (index.isEmpty() || !argument.get(1).isArray()) {
            throw Refusal.error("Fn::Select requires a list argument with two elements: an integer index and a list");
        }
        JsonNode selected = argument.get(1).get(index.get());
        if (index.get() < 0 || selected == null) {
            throw Refusal.error("Fn::Select cannot select nonexistent value at index " + index.get());
        }
        return selected;
    }

    JsonNode split(JsonNode argument) {
        Optional<String> source = isPair(argument) ? text(argument.get(1)) : Optional.empty();
        Optional<String> delimiter = isPair(argument) ? text(argument.get(0)) : Optional.empty();
        if (source.isEmpty() || delimiter.isEmpty() || delimiter.get().isEmpty()) {
            throw Refusal.error(
                    "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string"
                            + " to be split or a function that returns a string to be split.");
        }
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        String rest = source.get();
        int from = 0;
        for (int at = rest.indexOf(delimiter.get()); at >= 0; at = rest.indexOf(delimiter.get(), from)) {
            budget.step();
            parts.add(rest.substring(from, at));
            from = at + delimiter.get().length();
        }
        parts.add(rest.substring(from));
        budget.chars(rest.length());
        return parts;
    }

    JsonNode base64(JsonNode argument) {
        String text = text(argument)
                .orElseThrow(() -> Refusal.error("every Fn::Base64 object must have a String-typed value."));
        budget.chars(text.length() * 4L / 3);
        return TextNode.valueOf(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    static JsonNode length(JsonNode argument) {
        if (!argument.isArray()) {
            throw Refusal.error("Fn::Length must have a list, or a function that gives one, as its value");
        }
        return JsonNodeFactory.instance.numberNode(argument.size());
    }

    JsonNode toJsonString(JsonNode argument) {
        if (!argument.isContainerNode()) {
            throw Refusal.error("Fn::ToJsonString must have an object or a list as its value");
        }
        String text = argument.toString();
        budget.chars(text.length());
        return TextNode.valueOf(text);
    }

    JsonNode cidr(JsonNode argument) {
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        CidrBlocks.of(argument).forEach(blocks::add);
        budget.chars(blocks.size() * 40L);
        return blocks;
    }

    private static boolean isPair(JsonNode argument) {
        return argument.isArray() && argument.size() == 2;
    }

    /// A number, also when it is written as text.
    static Optional<Integer> whole(JsonNode value) {
        try {
            return text(value).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Everything that is no object or list is a text to CloudFormation.
    static Optional<String> text(JsonNode value) {
        return value.isContainerNode() || value.isNull() || value.isMissingNode()
                ? Optional.empty()
                : Optional.of(value.asText());
    }
}
