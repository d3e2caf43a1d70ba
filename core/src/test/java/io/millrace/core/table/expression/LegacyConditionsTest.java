package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.item;
import static io.millrace.core.table.expression.Expressions.json;
import static io.millrace.core.table.expression.Expressions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.expression.LegacyConditions.Junction;
import io.millrace.core.table.item.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyConditionsTest {
    private static final String PARAMETER = "One or more parameter values were invalid: ";
    private static final Item ITEM = item("{'s':{'S':'abc'},'n':{'N':'5'},'ss':{'SS':['a','b']}}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "s~EQ~{'S':'abc'}~true",
                "s~EQ~{'N':'5'}~false",
                "ss~EQ~{'SS':['b','a']}~true",
                "n~NE~{'N':'5.0'}~false",
                "x~NE~{'N':'5'}~true",
                "n~LE~{'N':'5'}~true",
                "n~LT~{'N':'5'}~false",
                "n~GE~{'S':'5'}~false",
                "n~GT~{'N':'4'}~true",
                "s~NOT_NULL~~true",
                "x~NULL~~true",
                "s~NULL~~false",
                "s~CONTAINS~{'S':'bc'}~true",
                "ss~CONTAINS~{'S':'b'}~true",
                "ss~NOT_CONTAINS~{'S':'c'}~true",
                "ss~NOT_CONTAINS~{'S':'a'}~false",
                "s~BEGINS_WITH~{'S':'ab'}~true",
                "n~IN~{'N':'4'},{'N':'5'}~true",
                "x~IN~{'N':'4'}~false",
                "n~BETWEEN~{'N':'4'},{'N':'5'}~true",
                "x~BETWEEN~{'N':'4'},{'N':'5'}~false",
            })
    void aComparisonMeansWhatItsExpressionMeans(String attribute, String operator, String operands, boolean holds) {
        String list = operands == null ? "" : operands;
        String condition =
                "{'" + attribute + "':{'ComparisonOperator':'" + operator + "','AttributeValueList':[" + list + "]}}";
        assertThat(LegacyConditions.filter(json(condition), "ScanFilter", Junction.AND)
                        .holds(ITEM))
                .isEqualTo(holds);
        assertThat(LegacyConditions.expected(json(condition), Junction.AND).holds(ITEM))
                .isEqualTo(holds);
    }

    @Test
    void aValueOrNoneMayBeExpected() {
        assertThat(expected("{'s':{'Value':{'S':'abc'}}}").holds(ITEM)).isTrue();
        assertThat(expected("{'s':{'Exists':true,'Value':{'S':'x'}}}").holds(ITEM))
                .isFalse();
        assertThat(expected("{'x':{'Exists':false}}").holds(ITEM)).isTrue();
        assertThat(expected("{'s':{'Exists':'false'}}").holds(ITEM)).isFalse();
        assertThat(expected("{'n':{'ComparisonOperator':'GT','Value':{'N':'1'}}}")
                        .holds(ITEM))
                .isTrue();
        assertThat(expected("{}").holds(Item.EMPTY)).isTrue();
    }

    @Test
    void conditionsAreJoined() {
        String conditions = "{'s':{'Value':{'S':'abc'}},'n':{'Value':{'N':'6'}}}";
        assertThat(LegacyConditions.expected(json(conditions), Junction.AND).holds(ITEM))
                .isFalse();
        assertThat(LegacyConditions.expected(json(conditions), Junction.OR).holds(ITEM))
                .isTrue();
        assertThat(LegacyConditions.expected(json("{}"), Junction.OR).holds(ITEM))
                .isTrue();
    }

    @Test
    void aNameIsAnAttributeWhateverIsInIt() {
        assertThat(expected("{'a.b[0]':{'Value':{'S':'x'}}}").holds(item("{'a.b[0]':{'S':'x'}}")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{} ~ Value must be provided when Exists is null for Attribute: a",
                "{'Exists':true} ~ Value must be provided when Exists is true for Attribute: a",
                "{'Exists':false,'Value':{'S':'a'}} ~ Value cannot be used when Exists is false for Attribute: a",
                "{'ComparisonOperator':'LT'} ~ Value or AttributeValueList must be used with ComparisonOperator: LT for Attribute: a",
                "{'Exists':true,'ComparisonOperator':'LT'} ~ Exists and ComparisonOperator cannot be used together for Attribute: a",
                "{'AttributeValueList':[{'S':'a'}],'Value':{'S':'a'},'ComparisonOperator':'LT'} ~ Value and AttributeValueList cannot be used together for Attribute: a",
                "{'Exists':true,'AttributeValueList':[{'S':'a'}]} ~ AttributeValueList can only be used with a ComparisonOperator for Attribute: a",
                "{'AttributeValueList':[],'ComparisonOperator':'EQ'} ~ Invalid number of argument(s) for the EQ ComparisonOperator",
                "{'AttributeValueList':[{'S':'a'}],'ComparisonOperator':'BETWEEN'} ~ Invalid number of argument(s) for the BETWEEN ComparisonOperator",
                "{'Value':{'S':'a'},'ComparisonOperator':'NULL'} ~ Invalid number of argument(s) for the NULL ComparisonOperator",
                "{'AttributeValueList':[],'ComparisonOperator':'IN'} ~ Invalid number of argument(s) for the IN ComparisonOperator",
                "{'AttributeValueList':[{'S':'a'},{'N':'1'}],'ComparisonOperator':'IN'} ~ AttributeValues inside AttributeValueList must be of same type",
                "{'AttributeValueList':[{'SS':['a']}],'ComparisonOperator':'LT'} ~ ComparisonOperator LT is not valid for SS AttributeValue type",
                "{'AttributeValueList':[{'N':'1'}],'ComparisonOperator':'BEGINS_WITH'} ~ ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type",
                "{'AttributeValueList':[{'L':[]}],'ComparisonOperator':'CONTAINS'} ~ ComparisonOperator CONTAINS is not valid for L AttributeValue type",
            })
    void whatMayNotBeExpectedIsRefused(String expected, String message) {
        assertThat(refusal(() -> expected("{'a':" + expected + "}"))).isEqualTo(PARAMETER + message);
    }

    @Test
    void theEndsOfBetweenAreInOrder() {
        assertThat(refusal(() -> expected("""
                        {'a':{'ComparisonOperator':'BETWEEN','AttributeValueList':[{'N':'10'},{'N':'9'}]}}""")))
                .isEqualTo("The BETWEEN condition was provided a range where the lower bound is greater than the upper"
                        + " bound");
    }

    @Test
    void anUnknownOperatorIsToldWithItsPlace() {
        assertThat(refusal(() ->
                        LegacyConditions.filter(json("{'a':{'ComparisonOperator':'x'}}"), "ScanFilter", Junction.AND)))
                .startsWith("1 validation error detected: Value 'x' at 'scanFilter.a.member.comparisonOperator' failed"
                        + " to satisfy constraint: Member must satisfy enum value set: [IN, NULL,");
        assertThat(refusal(() -> LegacyConditions.keyConditions(json("{'a':{}}"))))
                .isEqualTo("1 validation error detected: Value null at 'keyConditions.a.member.comparisonOperator'"
                        + " failed to satisfy constraint: Member must not be null");
    }

    private static Condition expected(String expected) {
        return LegacyConditions.expected(json(expected), Junction.AND);
    }
}
