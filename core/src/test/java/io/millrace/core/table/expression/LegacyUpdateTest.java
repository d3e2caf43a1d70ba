package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.item;
import static io.millrace.core.table.expression.Expressions.json;
import static io.millrace.core.table.expression.Expressions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegacyUpdateTest {
    private static final String BEFORE = "{'s':{'S':'a'},'n':{'N':'1'},'ss':{'SS':['a','b']},'l':{'L':[{'S':'x'}]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "s  ~ {'Value':{'N':'1'}}                      ~ {'s':{'N':'1'}}",
                "s  ~ {'Action':'PUT','Value':{'S':''}}        ~ {'s':{'S':''}}",
                "s  ~ {'Action':'DELETE'}                      ~ {}",
                "n  ~ {'Action':'ADD','Value':{'N':'2'}}       ~ {'n':{'N':'3'}}",
                "x  ~ {'Action':'ADD','Value':{'N':'2'}}       ~ {'x':{'N':'2'}}",
                "ss ~ {'Action':'ADD','Value':{'SS':['c']}}    ~ {'ss':{'SS':['a','b','c']}}",
                "l  ~ {'Action':'ADD','Value':{'L':[{'S':'y'}]}} ~ {'l':{'L':[{'S':'x'},{'S':'y'}]}}",
                "ss ~ {'Action':'DELETE','Value':{'SS':['b','z']}} ~ {'ss':{'SS':['a']}}",
                "ss ~ {'Action':'DELETE','Value':{'SS':['a','b']}} ~ {}",
            })
    void anAttributeBecomes(String attribute, String update, String after) {
        Update read = LegacyUpdate.read(json("{'" + attribute + "':" + update + "}"));
        assertThat(Projection.of(read.paths()).of(read.apply(item(BEFORE)))).isEqualTo(item(after));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'x':'whatever'}                    ~ Only DELETE action is allowed when no attribute value is specified",
                "{'Action':'DELETE','Value':{'S':'1'}} ~ DELETE action with value is not supported for the type S",
                "{'Action':'ADD','Value':{'M':{}}}   ~ ADD action is not supported for the type M",
            })
    void whatMayNotBeIsRefused(String update, String message) {
        assertThat(refusal(() -> LegacyUpdate.read(json("{'a':" + update + "}"))))
                .isEqualTo("One or more parameter values were invalid: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "ss ~ {'Action':'DELETE','Value':{'NS':['1']}}",
                "n  ~ {'Action':'DELETE','Value':{'NS':['1']}}",
                "ss ~ {'Action':'ADD','Value':{'NS':['1']}}",
                "s  ~ {'Action':'ADD','Value':{'N':'1'}}",
            })
    void whatDoesNotFitTheItemIsRefused(String attribute, String update) {
        Update read = LegacyUpdate.read(json("{'" + attribute + "':" + update + "}"));
        assertThat(refusal(() -> read.apply(item(BEFORE)))).isEqualTo("Type mismatch for attribute to update");
    }
}
