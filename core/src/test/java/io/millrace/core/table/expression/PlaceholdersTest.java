package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.json;
import static io.millrace.core.table.expression.Expressions.placeholders;
import static io.millrace.core.table.expression.Expressions.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'ExpressionAttributeNames':{}}                ~ ExpressionAttributeNames must not be empty",
                "{'ExpressionAttributeValues':{}}               ~ ExpressionAttributeValues must not be empty",
                "{'ExpressionAttributeNames':{'a':'a'}}         ~ ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\"",
                "{'ExpressionAttributeNames':{'#':'a'}}         ~ ExpressionAttributeNames contains invalid key: Syntax error; key: \"#\"",
                "{'ExpressionAttributeNames':{'#a-b':'a'}}      ~ ExpressionAttributeNames contains invalid key: Syntax error; key: \"#a-b\"",
                "{'ExpressionAttributeValues':{':b':{'a':''},'b':{'S':'a'}}} ~ ExpressionAttributeValues contains invalid key: Syntax error; key: \"b\"",
                "{'ExpressionAttributeValues':{':b':{'NS':['1','b']}}} ~ ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: b for key :b",
                "{'ExpressionAttributeValues':{':b':{}}}        ~ ExpressionAttributeValues contains invalid value: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes for key :b",
                "{'ExpressionAttributeNames':{'#a':''}}         ~ ExpressionAttributeNames contains invalid value: Empty attribute name for key #a",
            })
    void whatMayNotBeIsRefused(String request, String message) {
        assertThat(refusal(() -> Placeholders.read(json(request)))).isEqualTo(message);
    }

    @Test
    void jsonOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> Placeholders.read(json("{'ExpressionAttributeNames':['a']}")))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("SerializationException"))
                .hasMessage("Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>");
    }

    @Test
    void oneThatNoExpressionUsesIsRefused() {
        Placeholders names = placeholders("{'#a':'a','#b':'b','#c':'c'}", "{':a':{'S':'a'}}");
        Condition.parse("#b = :a", "ConditionExpression", names);
        assertThat(refusal(names::refuseUnused))
                .isEqualTo("Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}");
        Placeholders values = placeholders("{}", "{':a':{'S':'a'},':b':{'S':'b'}}");
        Update.parse("SET a = :a", values);
        assertThat(refusal(values::refuseUnused))
                .isEqualTo("Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}");
    }

    @Test
    void allExpressionsOfARequestUseThemTogether() {
        Placeholders placeholders = placeholders("{'#a':'a','#b':'b'}", "{':a':{'S':'a'}}");
        Condition.parse("#a = :a", "ConditionExpression", placeholders);
        Projection.parse("#b", placeholders);
        assertThatCode(placeholders::refuseUnused).doesNotThrowAnyException();
    }

    @Test
    void keysHaveABound() {
        String key = "#" + "a".repeat(255);
        assertThat(refusal(() -> Placeholders.read(json("{'ExpressionAttributeNames':{'" + key + "':'a'}}"))))
                .isEqualTo("ExpressionAttributeNames contains invalid key: The expression attribute map contains a key"
                        + " that is too long; size of key: 256");
    }

    @Test
    void thereAre573ReservedWordsInAnyCase() {
        assertThat(ReservedWords.count()).isEqualTo(573);
        assertThat(ReservedWords.contains("Name")).isTrue();
        assertThat(ReservedWords.contains("pk")).isFalse();
    }
}
