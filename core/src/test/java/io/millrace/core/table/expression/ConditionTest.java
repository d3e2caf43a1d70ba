package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.item;
import static io.millrace.core.table.expression.Expressions.placeholders;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final String NAMES = "{'#name':'name'}";
    private static final String VALUES = """
            {':a':{'S':'a'},':ab':{'S':'ab'},':abc':{'S':'abc'},':z':{'S':'z'},':1':{'N':'1.0'},':2':{'N':'2'},
            ':10':{'N':'10'},':b1':{'B':'AQ=='},':b12':{'B':'AQI='},':ss':{'SS':['b','a']},':ns':{'NS':['2','1']},
            ':l':{'L':[{'N':'1'},{'S':'x'}]},':m':{'M':{'k':{'N':'1'}}},':true':{'BOOL':true},':null':{'NULL':true},
            ':S':{'S':'S'},':M':{'S':'M'},':empty':{'S':''}}""";
    private static final Item ITEM = item("""
            {'s':{'S':'abc'},'n':{'N':'2'},'b':{'B':'AQIDBA=='},'ss':{'SS':['a','b']},'ns':{'NS':['1.00','2']},
            'bs':{'BS':['AQ==','Ag==']},'l':{'L':[{'N':'1'},{'S':'x'}]},
            'm':{'M':{'k':{'N':'1'},'deep':{'L':[{'M':{'x':{'S':'a'}}}]}}},'t':{'BOOL':true},'nil':{'NULL':true},
            'name':{'S':'z'},'e':{'S':''}}""");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s = :abc",
                "n = :2",
                "ss = :ss",
                "ns = :ns",
                "l = :l",
                "t = :true",
                "nil = :null",
                "n <> :1",
                "s <> :2",
                "absent <> :1",
                "absent <> gone",
                "n > :1",
                "n < :10",
                "n >= :2",
                "n <= :2",
                "s > :ab",
                "b > :b12",
                "n BETWEEN :1 AND :10",
                "s between :a and :z",
                "n IN (:1, :2)",
                "s in (:2, :abc)",
                "attribute_exists(m.deep[0].x)",
                "attribute_not_exists(m.deep[1])",
                "attribute_not_exists(s.x)",
                "attribute_type(s, :S)",
                "attribute_type(m, :M)",
                "begins_with(s, :ab)",
                "begins_with(s, :empty)",
                "begins_with(b, :b12)",
                "contains(s, :ab)",
                "contains(b, :b12)",
                "contains(ss, :a)",
                "contains(ns, :1)",
                "contains(bs, :b1)",
                "contains(l, :1)",
                "size(s) > :2",
                "size(m) = :2",
                "size(l) = size(ss)",
                "size(e) < :1",
                "m.k = :1",
                "l[0] = :1",
                "#name = :z",
                "NOT s = :a",
                "NOT NOT s = :abc",
                "s = :abc AND n = :2",
                "s = :a OR n = :2",
                "s = :abc OR s = :a AND n = :1",
                "(s = :a OR n = :2) AND (t = :true)",
                "NOT (s = :a AND n = :2)",
                "((s = :abc) AND n = :2)",
                "(m.deep)[0].x = :a",
                "\ts =\r\n:abc ",
                "s=:abc",
            })
    void holds(String expression) {
        assertThat(condition(expression).holds(ITEM)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s = :2",
                "absent = :1",
                "absent = gone",
                "absent < :1",
                "absent BETWEEN :1 AND :2",
                "absent IN (:1)",
                "n > :abc",
                "n < :abc",
                "n >= :abc",
                "n <= :abc",
                "s < :2",
                "t > s",
                "n BETWEEN :a AND :z",
                "s = :abc AND n = :1",
                "attribute_exists(absent.x)",
                "attribute_type(absent, :S)",
                "attribute_type(n, :S)",
                "begins_with(n, :ab)",
                "begins_with(absent, :ab)",
                "contains(n, :1)",
                "contains(ss, :1)",
                "contains(ss, :ab)",
                "contains(m, :1)",
                "contains(absent, :a)",
                "size(n) >= :1",
                "size(absent) >= :1",
                "m = :m",
            })
    void doesNotHold(String expression) {
        assertThat(condition(expression).holds(ITEM)).isFalse();
    }

    @Test
    void textsAreComparedByTheirUtf8() {
        Item item = new Item(Map.of(
                "bmp",
                new AttributeValue.S("\uFFFD"),
                "pair",
                new AttributeValue.S("😀"),
                "z",
                new AttributeValue.S("z")));
        assertThat(condition("bmp < pair", "{}").holds(item)).isTrue();
        assertThat(condition("z < bmp AND z < pair", "{}").holds(item)).isTrue();
    }

    @Test
    void anItemThatIsNotThereHasNoAttributes() {
        assertThat(condition("attribute_not_exists(s)").holds(Item.EMPTY)).isTrue();
        assertThat(condition("s = :a").holds(Item.EMPTY)).isFalse();
        assertThat(Condition.TRUE.holds(Item.EMPTY)).isTrue();
    }

    @Test
    void itTellsWhichPathsItLooksAt() {
        assertThat(condition("s = :a AND size(m.k) > l[0]").paths())
                .extracting(DocumentPath::toString)
                .containsExactly("[s]", "[m, k]", "[l, [0]]");
    }

    @Test
    void lookingForALargePartOfALargeTextTakesLittleTime() {
        String whole = "a".repeat(400_000);
        String part = "a".repeat(200_000) + "b";
        Placeholders placeholders = new Placeholders(Map.of(), Map.of(":p", new AttributeValue.S(part)));
        Condition condition = Condition.parse("contains(s, :p)", "FilterExpression", placeholders);
        long before = System.nanoTime();
        assertThat(condition.holds(new Item(Map.of("s", new AttributeValue.S(whole)))))
                .isFalse();
        assertThat(condition.holds(new Item(Map.of("s", new AttributeValue.S(whole + "b")))))
                .isTrue();
        assertThat(System.nanoTime() - before).isLessThan(2_000_000_000L);
    }

    private static Condition condition(String expression) {
        return condition(expression, VALUES);
    }

    private static Condition condition(String expression, String values) {
        return Condition.parse(expression, "ConditionExpression", placeholders(NAMES, values));
    }
}
