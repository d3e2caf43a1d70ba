package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.json;
import static io.millrace.core.table.expression.Expressions.placeholders;
import static io.millrace.core.table.expression.Expressions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeyType;
import io.millrace.core.table.item.RangeCondition;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyQueryTest {
    private static final KeySchema KEYS = new KeySchema(
            new KeySchema.KeyAttribute("a", KeyType.S), Optional.of(new KeySchema.KeyAttribute("b", KeyType.N)));
    private static final KeySchema HASH_ONLY =
            new KeySchema(new KeySchema.KeyAttribute("a", KeyType.S), Optional.empty());
    private static final KeySchema TEXT_RANGE = new KeySchema(
            new KeySchema.KeyAttribute("a", KeyType.S), Optional.of(new KeySchema.KeyAttribute("b", KeyType.S)));
    private static final AttributeValue X = new AttributeValue.S("x");
    private static final AttributeValue ONE = new AttributeValue.N(BigDecimal.ONE);
    private static final AttributeValue TWO = new AttributeValue.N(BigDecimal.TWO);

    @Test
    void aHashKeyAloneAsksForAllRangeKeys() {
        assertThat(query("a = :x", KEYS)).isEqualTo(new KeyQuery(X, new RangeCondition.Any()));
        assertThat(query(":x = a", HASH_ONLY)).isEqualTo(new KeyQuery(X, new RangeCondition.Any()));
    }

    @ParameterizedTest
    @CsvSource({"=,EQ", "<,LT", "<=,LE", ">,GT", ">=,GE"})
    void aRangeKeyIsCompared(String sign, RangeCondition.Operator operator) {
        assertThat(query("a = :x AND b " + sign + " :1", KEYS))
                .isEqualTo(new KeyQuery(X, new RangeCondition.Compare(operator, ONE)));
    }

    @Test
    void theOrderOfConditionsAndOfOperandsMeansNothing() {
        assertThat(query("(:1 < #b) and (a = :x)", KEYS))
                .isEqualTo(new KeyQuery(X, new RangeCondition.Compare(RangeCondition.Operator.GT, ONE)));
    }

    @Test
    void aRangeKeyLiesBetweenOrBegins() {
        assertThat(query("a = :x AND b BETWEEN :1 AND :2", KEYS))
                .isEqualTo(new KeyQuery(X, new RangeCondition.Between(ONE, TWO)));
        assertThat(query("a = :x AND begins_with(b, :y)", TEXT_RANGE))
                .isEqualTo(new KeyQuery(X, new RangeCondition.BeginsWith(new AttributeValue.S("y"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a = :x OR b = :1 ~ Invalid operator used in KeyConditionExpression: OR",
                "NOT a = :x ~ Invalid operator used in KeyConditionExpression: NOT",
                "a IN (:x) ~ Invalid operator used in KeyConditionExpression: IN",
                "a <> :x ~ Invalid operator used in KeyConditionExpression: <>",
                "a = :x AND attribute_exists(b) ~ Invalid operator used in KeyConditionExpression: attribute_exists",
                "a = :x AND contains(b, :1) ~ Invalid operator used in KeyConditionExpression: contains",
                "a = :x AND size(b) > :1 ~ KeyConditionExpressions cannot contain nested operations",
                "a = :x AND b = c ~ Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
                "a = :x AND :1 < :2 ~ Invalid condition in KeyConditionExpression: No key attribute specified",
                "a = :x AND :1 BETWEEN b AND :2 ~ Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand",
                "a = :x AND begins_with(:x, b) ~ Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand",
                "a = :x AND b BETWEEN c AND size(d) ~ Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition",
                "a = :x AND b.d > c ~ KeyConditionExpressions cannot have conditions on nested attributes",
                "a.c = :x ~ KeyConditionExpressions cannot have conditions on nested attributes",
                "a = :x AND b > :1 AND b < :2 ~ KeyConditionExpressions must only contain one condition per key",
                "a = :x AND b = :1 AND c = :1 ~ Conditions can be of length 1 or 2 only",
                "a = :m ~ One or more parameter values were invalid: Condition parameter type does not match schema type",
                "a > :m ~ Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: >, operand type: M",
                "a = :x AND c = :1 ~ Query condition missed key schema element: b",
                "b = :1 ~ Query condition missed key schema element: a",
                "a > :x ~ Query key condition not supported",
                "a = :x AND b = :y ~ One or more parameter values were invalid: Condition parameter type does not match schema type",
                "a = :empty ~ One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: a",
                "a = ~ Invalid KeyConditionExpression: Syntax error; token: \"<EOF>\", near: \"=\"",
            })
    void whatNoQueryAsksIsRefused(String expression, String message) {
        assertThat(refusal(() -> query(expression, KEYS))).isEqualTo(message);
    }

    @Test
    void aTableWithoutARangeKeyTakesOneCondition() {
        assertThat(refusal(() -> query("a = :x AND b = :1", HASH_ONLY))).isEqualTo("Query key condition not supported");
    }

    @Test
    void legacyConditionsAskTheSame() {
        KeyConditions conditions = LegacyConditions.keyConditions(json("""
                {'a':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'x'}]},
                'b':{'ComparisonOperator':'BETWEEN','AttributeValueList':[{'N':'1'},{'N':'2'}]}}"""));
        assertThat(conditions.on(KEYS)).isEqualTo(query("a = :x AND b BETWEEN :1 AND :2", KEYS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {"NULL ~ []", "NOT_NULL ~ []", "NE ~ [{'N':'1'}]", "IN ~ [{'N':'1'}]", "CONTAINS ~ [{'N':'1'}]"})
    void legacyOperatorsThatNoIndexAnswersAreRefused(String operator, String operands) {
        KeyConditions conditions = LegacyConditions.keyConditions(json("""
                {'a':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'x'}]},
                'b':{'ComparisonOperator':'%s','AttributeValueList':%s}}""".formatted(operator, operands)));
        assertThat(refusal(() -> conditions.on(KEYS)))
                .isEqualTo("Attempted conditional constraint is not an indexable operation");
    }

    private static KeyQuery query(String expression, KeySchema keys) {
        return KeyQuery.parse(expression, placeholders("{'#b':'b'}", """
                        {':x':{'S':'x'},':y':{'S':'y'},':1':{'N':'1'},':2':{'N':'2'},':m':{'M':{}},':empty':{'S':''}}"""), keys);
    }
}
