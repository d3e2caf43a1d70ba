package io.millrace.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// CloudFormation's short forms of its functions.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html>
final class ShortTag {
    private static final Map<String, String> WITHOUT_PREFIX = Map.of("!Ref", "Ref", "!Condition", "Condition");
    private static final Set<String> FUNCTIONS = Set.of(
            "!And",
            "!Base64",
            "!Cidr",
            "!Contains",
            "!EachMemberEquals",
            "!EachMemberIn",
            "!Equals",
            "!FindInMap",
            "!GetAZs",
            "!GetAtt",
            "!If",
            "!ImportValue",
            "!Join",
            "!Length",
            "!Not",
            "!Or",
            "!RefAll",
            "!Select",
            "!Split",
            "!Sub",
            "!ToJsonString",
            "!Transform",
            "!ValueOf",
            "!ValueOfAll");

    private ShortTag() {}

    /// The name of the function that it stands for.
    static Optional<String> function(String tag) {
        if (FUNCTIONS.contains(tag)) {
            return Optional.of("Fn::" + tag.substring(1));
        }
        return Optional.ofNullable(WITHOUT_PREFIX.get(tag));
    }

    /// The long form. `!GetAtt a.b.c` is the attribute `b.c` of `a`.
    static ObjectNode longForm(String function, JsonNode argument) {
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        int dot = argument.isTextual() ? argument.textValue().indexOf('.') : -1;
        if (function.equals("Fn::GetAtt") && dot > 0) {
            ArrayNode parts = call.putArray(function);
            parts.add(argument.textValue().substring(0, dot));
            parts.add(argument.textValue().substring(dot + 1));
            return call;
        }
        call.set(function, argument);
        return call;
    }
}
