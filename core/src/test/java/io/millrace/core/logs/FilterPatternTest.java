package io.millrace.core.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ERROR                  | [ERROR 400] BAD      | true
            ERROR                  | [error 400]          | false
            ERROR 400              | 400 then ERROR       | true
            ERROR 401              | 400 then ERROR       | false
            "BAD REQUEST"          | a BAD REQUEST        | true
            "BAD REQUEST"          | REQUEST BAD          | false
            "say \\"hi\\""         | say "hi"             | true
            ?ERROR ?WARN           | WARN here            | true
            ?ERROR ?WARN           | INFO here            | false
            ERROR -EXITING         | ERROR                | true
            ERROR -EXITING         | ERROR EXITING        | false
            -"BAD REQUEST"         | anything             | true
            """)
    void termsFitAsAwsDescribes(String pattern, String message, boolean fits) {
        assertThat(FilterPattern.parse(pattern).test(message)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            { $.level = "warn" }                            ; true
            {$.level="warn"}                                ; true
            { $.level = warn }                              ; true
            { $.level = "w*n" }                             ; true
            { $.level != "w*" }                             ; false
            { $.level = "info" || $.code > 5 }              ; true
            { $.level = "warn" && $.code > 7 }              ; false
            { $.code = 7 }                                  ; true
            { $.code = 7.0 }                                ; true
            { $.code != 7 }                                 ; false
            { $.code >= 7 && $.code <= 7 }                  ; true
            { $.code < 7 }                                  ; false
            { $.user.tags[1] = "b" }                        ; true
            { $.nothing IS NULL }                           ; true
            { $.level IS NULL }                             ; false
            { $.absent IS NULL }                            ; false
            { $.absent NOT EXISTS }                         ; true
            { $.nothing NOT EXISTS }                        ; false
            { $.absent != "x" }                             ; false
            { $.ok IS TRUE }                                ; true
            { $.ok IS FALSE }                               ; false
            { $.level = "info" && $.code = 0 || $.ok IS TRUE }   ; true
            { $.level = "info" && ($.code = 0 || $.ok IS TRUE) } ; false
            """)
    void conditionsOnJsonFitAsAwsDescribes(String pattern, boolean fits) {
        String message = """
                {"level": "warn", "code": 7, "user": {"tags": ["a", "b"]}, "nothing": null, "ok": true}""";
        assertThat(FilterPattern.parse(pattern).test(message)).isEqualTo(fits);
        assertThat(FilterPattern.parse(pattern).test("warn 7, no JSON")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a, b]",
                "%ERR.*%",
                "\"open",
                "-",
                "?a b",
                "{",
                "{ }",
                "{ $ = 1 }",
                "{ $.a }",
                "{ $.a = }",
                "{ $.a > x }",
                "{ $.a = 1 } b",
                "{ $.a = 1",
                "{ ($.a = 1 }",
                "{ $.a[x] = 1 }",
                "{ $.a = %x% }",
                "{ $.a IS GOOD }",
                "{ $.a NOT HERE }",
                "{ $.a > \"b\" }",
                "{ $.a = 1 && }",
                "{ $.* = 1 }"
            })
    void whatIsNotSupportedIsRefusedWithItsPlace(String pattern) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern)).isInstanceOfSatisfying(RequestException.class, e -> {
            assertThat(e.code()).isEqualTo("InvalidParameterException");
            assertThat(e).hasMessageContaining("filterPattern: ").hasMessageContaining("(position ");
        });
    }

    @Property
    void anyTextIsAPatternOrRefused(@ForAll("patterns") String pattern, @ForAll String message) {
        try {
            FilterPattern read = FilterPattern.parse(pattern);
            assertThat(read.test(message)).isEqualTo(read.test(message));
            String json = "{\"a\":1,\"b\":\"x\"}";
            assertThat(read.test(json)).isEqualTo(read.test(json));
        } catch (RequestException e) {
            assertThat(e.code()).isEqualTo("InvalidParameterException");
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> parts = Arbitraries.of(
                "{",
                "}",
                "(",
                ")",
                "$",
                ".",
                "a",
                "[",
                "]",
                "0",
                "9".repeat(20),
                "=",
                "!=",
                "<",
                ">=",
                "&&",
                "||",
                "\"",
                "\\",
                " ",
                "-",
                "?",
                "*",
                "%",
                "IS",
                "NULL",
                "NOT",
                "EXISTS",
                "e",
                "\ud800");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60),
                parts.list().ofMaxSize(30).map(list -> String.join("", list)),
                parts.list().ofMaxSize(30).map(list -> "{ $.a" + String.join(" ", list) + "}"));
    }

    /// A condition as text, and what it means by other means.
    private record Case(String text, Predicate<Map<String, Integer>> meaning) {}

    @Property
    void conditionsMeanWhatAnOracleSays(@ForAll long seed) {
        Random random = new Random(seed);
        Case made = make(random, 3);
        FilterPattern pattern = FilterPattern.parse("{ " + made.text + " }");
        for (int a = -1; a < 3; a++) {
            for (int b = -1; b < 3; b++) {
                Map<String, Integer> values = Map.of("a", a, "b", b);
                ObjectNode message = JsonNodeFactory.instance.objectNode();
                values.forEach((name, value) -> {
                    if (value >= 0) {
                        message.put(name, value);
                    }
                });
                assertThat(pattern.test(message.toString()))
                        .as("%s on %s", made.text, message)
                        .isEqualTo(made.meaning.test(values));
            }
        }
    }

    /// A value below zero stands for a property that is not there.
    private static Case make(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            List<Case> parts = new ArrayList<>();
            for (int i = 0; i <= 1 + random.nextInt(2); i++) {
                parts.add(make(random, depth - 1));
            }
            boolean and = random.nextBoolean();
            String text = "("
                    + String.join(
                            and ? " && " : "||", parts.stream().map(Case::text).toList()) + ")";
            return new Case(
                    text,
                    values -> and
                            ? parts.stream().allMatch(part -> part.meaning.test(values))
                            : parts.stream().anyMatch(part -> part.meaning.test(values)));
        }
        String name = random.nextBoolean() ? "a" : "b";
        int number = random.nextInt(3);
        String selector = "$." + name;
        return switch (random.nextInt(5)) {
            case 0 -> new Case(selector + " = " + number, values -> values.get(name) == number);
            case 1 -> new Case(selector + "!=" + number, values -> values.get(name) >= 0 && values.get(name) != number);
            case 2 -> new Case(selector + " < " + number, values -> values.get(name) >= 0 && values.get(name) < number);
            case 3 -> new Case(selector + ">=" + number, values -> values.get(name) >= number);
            default -> new Case(selector + " NOT EXISTS", values -> values.get(name) < 0);
        };
    }
}
