package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.item;
import static io.millrace.core.table.expression.Expressions.placeholders;
import static io.millrace.core.table.expression.Expressions.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.table.item.Item;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {
    private static final Item ITEM = item("""
            {'a':{'S':'x'},'m':{'M':{'k':{'N':'1'},'l':{'N':'2'},'n':{'M':{'o':{'S':'y'}}}}},
            'l':{'L':[{'S':'0'},{'M':{'p':{'S':'q'},'r':{'S':'s'}}},{'S':'2'}]}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a              ~ {'a':{'S':'x'}}",
                "a, #m.k        ~ {'a':{'S':'x'},'m':{'M':{'k':{'N':'1'}}}}",
                "m.k, m.n.o     ~ {'m':{'M':{'k':{'N':'1'},'n':{'M':{'o':{'S':'y'}}}}}}",
                "l[2], l[0]     ~ {'l':{'L':[{'S':'0'},{'S':'2'}]}}",
                "l[1].r, l[9]   ~ {'l':{'L':[{'M':{'r':{'S':'s'}}}]}}",
                "m.nothing      ~ {}",
                "a.b, l[0].x    ~ {}",
                "nothing, l.x   ~ {}",
            })
    void anItemIsShownInPart(String expression, String part) {
        assertThat(Projection.parse(expression, placeholders("{'#m':'m'}", "{}"))
                        .of(ITEM))
                .isEqualTo(item(part));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "name      ~ Attribute name is a reserved keyword; reserved keyword: name",
                "a,, b     ~ Syntax error; token: \",\", near: \",, b\"",
                "a b       ~ Syntax error; token: \"b\", near: \"a b\"",
                ":a        ~ Syntax error; token: \":a\", near: \":a\"",
                "#x        ~ An expression attribute name used in the document path is not defined; attribute name: #x",
                "a, a.b    ~ Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]",
                "a.b, a[0] ~ Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]",
            })
    void whatMayNotBeIsRefused(String expression, String message) {
        assertThat(refusal(() -> Projection.parse(expression, Placeholders.none())))
                .isEqualTo("Invalid ProjectionExpression: " + message);
    }

    @Test
    void attributesToGetNameAttributesAsTheyAre() {
        assertThat(Projection.ofAttributes(List.of("a", "m.k")).of(ITEM)).isEqualTo(item("{'a':{'S':'x'}}"));
        assertThat(refusal(() -> Projection.ofAttributes(List.of("a", "b", "a"))))
                .isEqualTo("One or more parameter values were invalid: Duplicate value in attribute name: a");
    }

    @Test
    void whatAnUpdateTouchedIsShown() {
        Update update = Update.parse("SET m.k = :v, a = :v", placeholders("{}", "{':v':{'S':'v'}}"));
        assertThat(Projection.of(update.paths()).of(update.apply(ITEM)))
                .isEqualTo(item("{'a':{'S':'v'},'m':{'M':{'k':{'S':'v'}}}}"));
    }
}
