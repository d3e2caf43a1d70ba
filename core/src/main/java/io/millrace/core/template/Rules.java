package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/// What a template asserts of its parameters.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html>
final class Rules {
    private static final Set<String> MEMBERS = Set.of("RuleCondition", "Assertions");
    private static final Set<String> OF_ASSERTION = Set.of("Assert", "AssertDescription");

    private Rules() {}

    /// @throws io.millrace.core.fault.RequestException `ValidationError` for the first assertion that does not hold
    static void require(Template template, Conditions conditions) {
        for (Map.Entry<String, JsonNode> rule : template.tree().path("Rules").properties()) {
            requireMembers(rule.getKey(), rule.getValue(), MEMBERS);
            JsonNode condition = rule.getValue().path("RuleCondition");
            if (condition.isMissingNode() || conditions.test(condition, true)) {
                for (JsonNode assertion : rule.getValue().path("Assertions")) {
                    requireMembers(rule.getKey(), assertion, OF_ASSERTION);
                    require(rule.getKey(), assertion, conditions);
                }
            }
        }
    }

    private static void require(String rule, JsonNode assertion, Conditions conditions) {
        if (!conditions.test(assertion.path("Assert"), true)) {
            throw Refusal.error("Rule " + rule + " failed: "
                    + assertion.path("AssertDescription").asText("its assertion does not hold"));
        }
    }

    private static void requireMembers(String rule, JsonNode object, Set<String> members) {
        object.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name)) {
                throw Refusal.format("[/Rules/" + rule + "] Encountered unsupported property " + name);
            }
        });
    }
}
