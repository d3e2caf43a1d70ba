package io.millrace.core.table.expression;

import static io.millrace.core.table.expression.Expressions.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class ExpressionFuzzTest {
    private static final Item ITEM = item("{'a':{'S':'x'},'b':{'N':'1'},'c':{'L':[{'M':{'a':{'SS':['x']}}}]}}");

    @Property(tries = 5_000)
    void anyTextIsAnExpressionOrRefused(@ForAll String text) {
        tryAll(text);
    }

    @Property(tries = 20_000)
    void anyTokensAreAnExpressionOrRefused(@ForAll("tokens") String text) {
        tryAll(text);
    }

    @Test
    void theDeepestExpressionsFitTheStackOfAnyThread() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            tryAll("NOT (".repeat(32) + "a = :n" + ")".repeat(32));
            tryAll("NOT ".repeat(64) + "a = :n");
            tryAll("(a = b OR ".repeat(64) + "a = :n" + ")".repeat(64));
            tryAll("set a = " + "if_not_exists(b, ".repeat(64) + "a" + ")".repeat(64));
            tryAll("(".repeat(4_000));
            tryAll("size(".repeat(800));
        });
        thread.setUncaughtExceptionHandler((ignored, failure) -> thrown.set(failure));
        thread.start();
        thread.join();
        assertThat(thrown.get()).isNull();
    }

    private static void tryAll(String text) {
        tryOne(() -> Condition.parse(text, "FilterExpression", placeholders()).holds(ITEM));
        tryOne(() -> KeyConditions.parse(text, placeholders()));
        tryOne(() -> Update.parse(text, placeholders()).apply(ITEM));
        tryOne(() -> Projection.parse(text, placeholders()).of(ITEM));
    }

    private static void tryOne(Runnable use) {
        try {
            use.run();
        } catch (RequestException e) {
            assertThat(e.code()).isEqualTo("ValidationException");
        }
    }

    private static Placeholders placeholders() {
        return new Placeholders(
                Map.of("#a", "a", "#c", "c"),
                Map.of(
                        ":s", new AttributeValue.S("x"),
                        ":n", new AttributeValue.N(BigDecimal.ONE),
                        ":l", new AttributeValue.L(List.of())));
    }

    @Provide
    Arbitrary<String> tokens() {
        Arbitrary<String> operands = Arbitraries.of("a", "b", "c", "#a", "#c", ":s", ":n", ":l", "c[0].a", "c[9]");
        Arbitrary<String> signs = Arbitraries.of(
                "(", ")", ",", ".", "[", "]", "0", "7", "=", "<>", "<", "<=", ">", ">=", "+", "-", "!", "😀", "#", ":");
        Arbitrary<String> words = Arbitraries.of(
                "AND",
                "or",
                "NOT",
                "BETWEEN",
                "in",
                "SET",
                "remove",
                "ADD",
                "DELETE",
                "size(",
                "contains(",
                "begins_with(",
                "attribute_exists(",
                "attribute_not_exists(",
                "attribute_type(",
                "if_not_exists(",
                "list_append(");
        Arbitrary<List<String>> any = Arbitraries.frequencyOf(
                        Tuple.of(4, operands), Tuple.of(3, signs), Tuple.of(3, words))
                .list()
                .ofMaxSize(14);
        return any.map(list -> String.join(" ", list));
    }
}
