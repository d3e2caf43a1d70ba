package io.millrace.core.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Conditions and rules.
class ConditionsTest {
    private static final String HEAD = """
            Parameters:
              Env: {Type: String, Default: dev}
              Size: {Type: Number, Default: 5}
              List: {Type: CommaDelimitedList, Default: 'a,b'}
            Mappings: {M: {us-east-1: {v: x}}}
            Resources: {R: {Type: AWS::S3::Bucket}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Equals [!Ref Env, dev] | true",
                "!Equals [!Ref Size, 5] | true",
                "!Equals ['true', yes] | true",
                "!Equals [!Ref Env, Dev] | false",
                "!Equals [!Ref List, [a, b]] | true",
                "!Equals [!Join ['', !Ref List], ab] | true",
                "!Equals [!FindInMap [M, !Ref AWS::Region, v], x] | true",
                "!Equals [!Sub '${Env}-${AWS::Region}', dev-us-east-1] | true",
                "!Not [!Equals [a, b]] | true",
                "!And [!Equals [a, a], !Equals [a, b]] | false",
                "!And [!Equals [a, a], !Equals [b, b]] | true",
                "!Or [!Equals [a, c], !Equals [b, b]] | true",
                "!Or [!Equals [a, c], !Equals [b, a]] | false",
                "!And [!Condition Other, !Not [{Condition: Other}]] | false",
                "!Condition Other | true",
            })
    void conditionsHoldOrDoNot(String condition, boolean holds) {
        assertThat(evaluation("Conditions: {C: " + condition + ", Other: !Equals [a, a]}")
                        .condition("C"))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Equals [a] | Template error: every Fn::Equals object requires a list of 2 string parameters.",
                "!And [!Equals [a, a]] | Template error: every Fn::And object requires a list of at least 2 and at most 10"
                        + " boolean parameters.",
                "!Or x | Template error: every Fn::Or object requires a list of at least 2 and at most 10 boolean"
                        + " parameters.",
                "!Not [!Equals [a, a], !Equals [a, a]] | Template error: every Fn::Not object requires one boolean"
                        + " parameter.",
                "!Ref Env | Template format error: Conditions can only be boolean operations on parameters and other"
                        + " conditions",
                "!Equals [!Ref AWS::NoValue, a] | Template format error: Conditions can only be boolean operations on"
                        + " parameters and other conditions",
            })
    void wronglyWrittenConditionsAreRefused(String condition, String message) {
        refused("Conditions: {C: " + condition + "}", message);
    }

    @Test
    void conditionsInACircleAreRefused() {
        refused(
                "Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}",
                "Template format error: Circular dependency between conditions: [A, B]");
    }

    @Test
    void aRuleThatDoesNotHoldRefusesTheStack() {
        String rule = "Rules: {Check: {Assertions: [{Assert: !Not [!Contains [['1', '5'], !Ref Size]],"
                + " AssertDescription: too old}]}}";

        refused(rule, "Template error: Rule Check failed: too old");
        assertThat(evaluation(rule.replace("'5'", "'4'")).resources()).containsExactly("R");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!EachMemberEquals [[a, a], a] | true",
                "!EachMemberEquals [!Ref List, a] | false",
                "!EachMemberIn [!Ref List, [a, b, c]] | true",
                "!EachMemberIn [!Ref List, [a, c]] | false",
                "!Contains [!Ref List, b] | true",
                "!And [!Contains [[a], a], !Equals [a, b]] | false",
            })
    void rulesHaveFunctionsOfTheirOwn(String assertion, boolean holds) {
        String rules = "Rules: {A: {Assertions: [{Assert: " + assertion + "}]}}";

        if (holds) {
            assertThat(evaluation(rules).resources()).hasSize(1);
        } else {
            refused(rules, "Template error: Rule A failed: its assertion does not hold");
        }
        assertThat(evaluation(rules.replace("{A: {", "{A: {RuleCondition: !Equals [a, b], "))
                        .resources())
                .hasSize(1);
    }

    @Test
    void whatRulesDoNotHaveIsRefused() {
        refused(
                "Rules: {A: {Assertion: []}}",
                "Template format error: [/Rules/A] Encountered unsupported property Assertion");
        refused(
                "Rules: {A: {Assertions: [{Assert: !Equals [!ValueOf [Env, x], y]}]}}",
                "Template error: Encountered unsupported function: Fn::ValueOf Supported functions are:");
    }

    private static void refused(String sections, String message) {
        assertThatThrownBy(() -> evaluation(sections))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith(message);
    }

    private static Evaluation evaluation(String sections) {
        FakeWorld world = new FakeWorld();
        Template template = Template.parse(HEAD + sections + "\n");
        return Evaluation.of(template, ParameterValues.of(template, Map.of(), world), world);
    }
}
