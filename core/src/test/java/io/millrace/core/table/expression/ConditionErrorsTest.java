package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.placeholders;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionErrorsTest {
    private static final String TOO_MANY =
            "Incorrect number of operands for operator or function; operator or function: ";
    private static final String WRONG = "Incorrect operand type for operator or function; operator or function: ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a b c             ~ b     ~ a b c",
                "a > 4             ~ 4     ~ > 4",
                "a >               ~ <EOF> ~ >",
                "a                 ~ <EOF> ~ a",
                "a in b            ~ b     ~ in b",
                "a in (b,c,)       ~ )     ~ ,)",
                "a > between       ~ between ~ > between",
                "f(a-b)            ~ -     ~ a-b",
                "f(\"a\")          ~ \"    ~ (\"a",
                "f(a..b)           ~ .     ~ ..b",
                "f(a[b])           ~ b     ~ [b]",
                "a = b and         ~ <EOF> ~ and",
                "a = b c = d       ~ c     ~ b c =",
                "a = b = c         ~ =     ~ b = c",
                "(a) and b = c     ~ and   ~ ) and b",
                "(a = b            ~ <EOF> ~ b",
                "a = b)            ~ )     ~ b)",
                "ü > a             ~ ü     ~ ü >",
                "#$.b > a          ~ #     ~ #$",
                "size(a).b > a     ~ .     ~ ).b",
                "a = (b = c)       ~ <EOF> ~ )",
                "a[4.5] > b        ~ .     ~ 4.5",
                "not               ~ <EOF> ~ not",
            })
    void aSyntaxErrorNamesItsTokenAndWhatIsAroundIt(String expression, String token, String near) {
        assertThat(refusal(expression)).isEqualTo("Syntax error; token: \"" + token + "\", near: \"" + near + "\"");
    }

    @Test
    void anEmptyExpressionIsRefused() {
        assertThat(refusal("")).isEqualTo("The expression can not be empty;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=a and a > ((views))",
                "(a)between(((b.c)).d)and(c)",
                "a > whatever((:things), ((a)))",
                "a=a AND ((a=a AND a=a)) AND a=a",
                "a=a OR ((a=a OR (a=a OR a=a)))",
            })
    void twoParenthesesAroundTheSameAreRefused(String expression) {
        assertThat(refusal(expression)).isEqualTo("The expression has redundant parentheses;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a=a and whatever((:things)) > a  ~ Invalid function name; function: whatever",
                "attRIbute_exIsts((views), #a)    ~ Invalid function name; function: attRIbute_exIsts",
                "if_not_exists(a, b) = c ~ The function is not allowed in a condition expression; function: if_not_exists",
                "attribute_exists(a) > b ~ The function is not allowed to be used this way in an expression; function: attribute_exists",
                "size(contains(a, b)) > a ~ The function is not allowed to be used this way in an expression; function: contains",
                "size(things) ~ The function is not allowed to be used this way in an expression; function: size",
                "a in (b, attribute_exists(c)) ~ The function is not allowed to be used this way in an expression; function: attribute_exists",
                "attribute_exists(views, #a) ~ Attribute name is a reserved keyword; reserved keyword: views",
                ":a < abOrT ~ Attribute name is a reserved keyword; reserved keyword: abOrT",
                "f.size = a ~ Attribute name is a reserved keyword; reserved keyword: size",
            })
    void functionsAndNamesAreCheckedBeforeOperands(String expression, String message) {
        assertThat(refusal(expression)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "attribute_exists(#Pictures.RearView, :a) and a=a ~ name used in the document path is not defined; attribute name: #Pictures",
                "begins_with(Pictures.#RearView) ~ name used in the document path is not defined; attribute name: #RearView",
                "(#P between :lo and :hi) and (#PC in (:cat1, :cat2)) ~ name used in the document path is not defined; attribute name: #P",
                "begins_with(:hello, #a, #b) ~ value used in expression is not defined; attribute value: :hello",
                ":x < :y ~ value used in expression is not defined; attribute value: :x",
            })
    void aPlaceholderThatIsNotDefinedIsRefused(String expression, String end) {
        assertThat(refusal(expression)).isEqualTo("An expression attribute " + end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "attribute_exists(a, b) and a=a ~ attribute_exists, number of operands: 2",
                "begins_with(a, size(a), b)     ~ begins_with, number of operands: 3",
                "contains(a)                    ~ contains, number of operands: 1",
                "size(a, b) > b                 ~ size, number of operands: 2",
            })
    void theNumberOfOperandsMustFit(String expression, String end) {
        assertThat(refusal(expression)).isEqualTo(TOO_MANY + end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a = a AND b = c                  ~ =, first operand: [a]",
                "#a <> a                          ~ <>, first operand: [a]",
                "contains(b.c[1].a, b.c[1].#a)    ~ contains, first operand: [b, c, [1], a]",
                "a in (b, a)                      ~ IN, first operand: [a]",
            })
    void aPathIsNotComparedWithItself(String expression, String end) {
        assertThat(refusal(expression))
                .isEqualTo("The first operand must be distinct from the remaining operands for this operator or"
                        + " function; operator: " + end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "attribute_type(a, size(a)) and a=:n ~ attribute_type, operand type: N",
                "attribute_type(a, :m)         ~ attribute_type, operand type: M",
                "attribute_type(a, b)          ~ attribute_type, operand type: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
                "begins_with(a, :n)            ~ begins_with, operand type: N",
                "begins_with(:l, a)            ~ begins_with, operand type: L",
                "size(size(a)) > :n            ~ size, operand type: N",
                "attribute_not_exists(size(:n)) ~ size, operand type: N",
                "size(:bool) > a               ~ size, operand type: BOOL",
                "a < :m                        ~ <, operand type: M",
                ":ss >= a                      ~ >=, operand type: SS",
                "a BETWEEN :bool AND :bool     ~ BETWEEN, operand type: BOOL",
            })
    void theTypesOfOperandsMustFit(String expression, String end) {
        assertThat(refusal(expression)).isEqualTo(WRONG + end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "attribute_exists(:s) and a=a ~ Operator or function requires a document path; operator or function: attribute_exists",
                "attribute_type(a, :s) ~ Invalid attribute type name found; type: a, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
                "a between :n and :s ~ The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}",
                "a between :z and :s ~ The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {S:z}, upper bound operand: AttributeValue: {S:a}",
                "a[2147483648] = b ~ List index is not within the allowable range; index: [2147483648]",
            })
    void operandsMustMakeSense(String expression, String message) {
        assertThat(refusal(expression)).isEqualTo(message);
    }

    @Test
    void anExpressionHasBounds() {
        assertThat(refusal("a".repeat(4_097)))
                .isEqualTo("Expression size has exceeded the maximum allowed size; expression size: 4097");
        assertThat(refusal("b=a" + " OR b=a".repeat(150)))
                .isEqualTo("The expression contains too many operators; operator count: 301");
        assertThat(refusal("b in (a" + ",a".repeat(100) + ")"))
                .isEqualTo("The IN operator is provided with too many operands; number of operands: 101");
        assertThat(refusal("(".repeat(2_000))).startsWith("The expression is nested too deeply;");
        assertThat(refusal("a" + ".a".repeat(32) + " = b"))
                .isEqualTo("The document path has too many nesting levels; nesting levels: 33");
    }

    private static String refusal(String expression) {
        Placeholders placeholders = placeholders("{'#a':'a'}", """
                {':n':{'N':'1'},':s':{'S':'a'},':z':{'S':'z'},':m':{'M':{}},':l':{'L':[]},':bool':{'BOOL':true},
                ':ss':{'SS':['a']},':a':{'S':'a'}}""");
        String message = Expressions.refusal(() -> Condition.parse(expression, "FilterExpression", placeholders));
        assertThat(message).startsWith("Invalid FilterExpression: ");
        return message.substring("Invalid FilterExpression: ".length());
    }
}
