package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.item;
import static io.millrace.core.table.expression.Expressions.placeholders;
import static io.millrace.core.table.expression.Expressions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTest {
    private static final String VALUES = """
            {':1':{'N':'1'},':s':{'S':'s'},':l':{'L':[{'S':'y'}]},':ss':{'SS':['b','c']},':ab':{'SS':['a','b']},
            ':ns':{'NS':['1']},':m':{'M':{}},':big':{'N':'1E125'}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                // SET
                "{}                            ~ SET a = :s                  ~ {'a':{'S':'s'}}",
                "{'a':{'N':'2'}}               ~ SET a = a + :1              ~ {'a':{'N':'3'}}",
                "{'a':{'N':'2'}}               ~ SET a = :1 - a              ~ {'a':{'N':'-1'}}",
                "{'a':{'N':'2'}}               ~ SET a = (a - :1)            ~ {'a':{'N':'1'}}",
                "{}                            ~ SET a = if_not_exists(a, :1) + :1 ~ {'a':{'N':'2'}}",
                "{'a':{'N':'7'}}               ~ SET a = if_not_exists(a, :1) + :1 ~ {'a':{'N':'8'}}",
                "{'a':{'L':[{'S':'x'}]}}       ~ SET a = list_append(a, :l)  ~ {'a':{'L':[{'S':'x'},{'S':'y'}]}}",
                "{'a':{'L':[{'S':'x'}]}}       ~ SET a = list_append(:l, a)  ~ {'a':{'L':[{'S':'y'},{'S':'x'}]}}",
                "{'a':{'L':[{'S':'x'}]}}       ~ SET a[9] = :s               ~ {'a':{'L':[{'S':'x'},{'S':'s'}]}}",
                "{'a':{'L':[{'S':'x'}]}}       ~ SET a[9] = :1, a[5] = :s    ~ {'a':{'L':[{'S':'x'},{'S':'s'},{'N':'1'}]}}",
                "{'a':{'L':[{'S':'x'}]}}       ~ SET a[0] = :s               ~ {'a':{'L':[{'S':'s'}]}}",
                "{'a':{'M':{'b':{'M':{}}}}}    ~ SET a.b.c = :1, a.d = :s    ~ {'a':{'M':{'b':{'M':{'c':{'N':'1'}}},'d':{'S':'s'}}}}",
                // Right-hand sides are those before.
                "{'a':{'N':'1'},'b':{'N':'2'}} ~ SET a = b, b = a            ~ {'a':{'N':'2'},'b':{'N':'1'}}",
                "{'a':{'N':'1'}}               ~ SET b = a REMOVE a          ~ {'b':{'N':'1'}}",
                "{'a':{'N':'1'}}               ~ REMOVE a SET b = a          ~ {'b':{'N':'1'}}",
                // REMOVE
                "{'a':{'N':'1'}}               ~ REMOVE a, b                 ~ {}",
                "{'a':{'L':[{'S':'x'},{'S':'y'},{'S':'z'}]}} ~ REMOVE a[0], a[1], a[7] ~ {'a':{'L':[{'S':'z'}]}}",
                "{'a':{'L':[{'S':'x'},{'S':'y'}]}} ~ REMOVE a[0] SET a[1] = :s, a[2] = :1 ~ {'a':{'L':[{'S':'s'},{'N':'1'}]}}",
                "{'a':{'M':{'b':{'N':'1'}}}}   ~ REMOVE a.b                  ~ {'a':{'M':{}}}",
                // ADD
                "{}                            ~ ADD a :1                    ~ {'a':{'N':'1'}}",
                "{'a':{'N':'2'}}               ~ ADD a :1                    ~ {'a':{'N':'3'}}",
                "{'a':{'SS':['a','b']}}        ~ ADD a :ss                   ~ {'a':{'SS':['a','b','c']}}",
                "{}                            ~ ADD a :ss                   ~ {'a':{'SS':['b','c']}}",
                "{'a':{'M':{}}}                ~ ADD a.b :1                  ~ {'a':{'M':{'b':{'N':'1'}}}}",
                // DELETE
                "{'a':{'SS':['a','b']}}        ~ DELETE a :ss                ~ {'a':{'SS':['a']}}",
                "{'a':{'SS':['a','b']}}        ~ DELETE a :ab                ~ {}",
                "{}                            ~ DELETE a :ss                ~ {}",
                // all at once, any case
                "{'a':{'N':'1'},'d':{'SS':['b']}} ~ set b = :s remove a add c :1 delete d :ss ~ {'b':{'S':'s'},'c':{'N':'1'}}",
            })
    void anItemBecomes(String before, String expression, String after) {
        assertThat(update(expression).apply(item(before))).isEqualTo(item(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "SET c = nothing            ~ The provided expression refers to an attribute that does not exist in the item",
                "SET c = list_append(l, nothing) ~ The provided expression refers to an attribute that does not exist in the item",
                "SET c = s + :1             ~ An operand in the update expression has an incorrect data type",
                "SET c = list_append(s, l)  ~ An operand in the update expression has an incorrect data type",
                "ADD s :1                   ~ An operand in the update expression has an incorrect data type",
                "ADD ss :ns                 ~ An operand in the update expression has an incorrect data type",
                "DELETE ss :ns              ~ An operand in the update expression has an incorrect data type",
                "DELETE n :ns               ~ An operand in the update expression has an incorrect data type",
                "SET nothing.a = :1         ~ The document path provided in the update expression is invalid for update",
                "SET m[0] = :1              ~ The document path provided in the update expression is invalid for update",
                "SET l.a = :1               ~ The document path provided in the update expression is invalid for update",
                "REMOVE nothing.a           ~ The document path provided in the update expression is invalid for update",
                "REMOVE s[1]                ~ The document path provided in the update expression is invalid for update",
                "DELETE nothing[1] :ss      ~ The document path provided in the update expression is invalid for update",
                "ADD n.a :1                 ~ The document path provided in the update expression is invalid for update",
                "SET n = n + :tiny          ~ Attempting to store more than 38 significant digits in a Number",
                "ADD huge :huge             ~ Number overflow. Attempting to store a number with magnitude larger than supported range",
            })
    void whatDoesNotFitTheItemIsRefused(String expression, String message) {
        Item item = item("""
                {'s':{'S':'a'},'n':{'N':'1'},'l':{'L':[]},'m':{'M':{}},'ss':{'SS':['a']},'huge':{'N':'9E125'}}""");
        Update update = Update.parse(expression, placeholders("{}", """
                {':1':{'N':'1'},':ns':{'NS':['1']},':ss':{'SS':['a']},':tiny':{'N':'1E-40'},':huge':{'N':'9E125'}}"""));
        assertThat(refusal(() -> update.apply(item))).isEqualTo(message);
    }

    @Test
    void anItemDoesNotGrowTooDeep() {
        AttributeValue deep = new AttributeValue.S("x");
        for (int i = 0; i < 32; i++) {
            deep = new AttributeValue.L(List.of(deep));
        }
        Update update = Update.parse("SET m.a = :deep", new Placeholders(Map.of(), Map.of(":deep", deep)));
        assertThat(refusal(() -> update.apply(item("{'m':{'M':{}}}")))).startsWith("Nesting Levels have exceeded");
    }

    @Test
    void itTellsWhatItWritesTo() {
        assertThat(update("SET a.b = :1, c = a REMOVE d[1]").paths())
                .extracting(DocumentPath::toString)
                .containsExactly("[a, b]", "[c]", "[d, [1]]");
    }

    @Test
    void theItemBeforeStaysAsItIs() {
        Item before = item("{'a':{'L':[{'S':'x'}]}}");
        update("SET a[0] = :s").apply(before);
        assertThat(before).isEqualTo(item("{'a':{'L':[{'S':'x'}]}}"));
    }

    private static Update update(String expression) {
        return Update.parse(expression, placeholders("{}", VALUES));
    }
}
