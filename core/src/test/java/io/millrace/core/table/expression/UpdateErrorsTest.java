package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.placeholders;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateErrorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "whatever",
                "set a",
                "add a",
                "set a=set",
                "remove a = b",
                "add a = b",
                "delete a b",
                "add a if_not_exist(b)",
                "remove a b",
                "set a b",
                "set :a = b",
                "remove :a",
                "set a = b / c",
                "set a[1] = \"eight\"",
                "set a[1] = 1",
                "set f(a, b) = a",
                "set (a = (b + c))",
                "set a = (b.c).d + e",
                "set a = b + c + d",
                "set a = (b + c) + d",
                "set a = f(b + c)",
                "set a = :a,",
            })
    void aSyntaxErrorIsToldAsSuch(String expression) {
        assertThat(refusal(expression)).startsWith("Syntax error; token: \"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "set #c = :c set abOrt = true ~ Attribute name is a reserved keyword; reserved keyword: abOrt",
                " remove Absolute ~ Attribute name is a reserved keyword; reserved keyword: Absolute",
                "set #c = if_not_exist(:c) set c = d ~ Invalid function name; function: if_not_exist",
                "set a = size(b) ~ The function is not allowed in an update expression; function: size",
                "set a = #x set c = :d ~ The \"SET\" section can only be used once in an update expression;",
                "remove #x set a = b remove e ~ The \"REMOVE\" section can only be used once in an update expression;",
                "SET #x = if_not_exists(:x) ~ An expression attribute name used in the document path is not defined; attribute name: #x",
                "SET #a = if_not_exists(:x) ~ An expression attribute value used in expression is not defined; attribute value: :x",
                "set d[1] = a, d.b = a, c[1].a = a, #c = if_not_exists(a) ~ Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c, [1], a], path two: [c]",
                "set #c[3].#d = a, #c[3] = a ~ Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [c, [3], [3]], path two: [c, [3]]",
                "remove a.#c set a[1] = #d ~ Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, c], path two: [a, [1]]",
                "add a.b :s ~ Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
                "delete a.b :n ~ Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND",
                "add a.b :l ~ Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND",
                "set a = if_not_exists(c) ~ Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1",
                "set a = list_append(c) ~ Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1",
                "set a = if_not_exists(:s, c) ~ Operator or function requires a document path; operator or function: if_not_exists",
                "set a = list_append(:s, a) ~ Incorrect operand type for operator or function; operator or function: list_append, operand type: S",
                "set a = a + :s ~ Incorrect operand type for operator or function; operator or function: +, operand type: S",
                "set a = :l - a ~ Incorrect operand type for operator or function; operator or function: -, operand type: L",
            })
    void whatMayNotBeIsRefused(String expression, String message) {
        assertThat(refusal(expression)).isEqualTo(message);
    }

    private static String refusal(String expression) {
        Placeholders placeholders = placeholders(
                "{'#a':'a','#c':'c','#d':'[3]'}", "{':a':{'S':'a'},':s':{'S':'a'},':n':{'N':'1'},':l':{'L':[]}}");
        String message = Expressions.refusal(() -> Update.parse(expression, placeholders));
        assertThat(message).startsWith("Invalid UpdateExpression: ");
        return message.substring("Invalid UpdateExpression: ".length());
    }
}
