package io.millrace.server.gateway.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import io.millrace.core.limit.Limit;
import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathQueryTest {
    private static final String JSON = """
            {"a": {"b": [10, {"c": null}, 30], "d-e": 1, "x y": 2}, "list": [{"id": 1}, {"id": 2}], "": 0}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "$.a.b[0] ~ 10",
                "$.a.b[1].c ~ null",
                "$['a']['x y'] ~ 2",
                "$.a.d-e ~ 1",
                "$.a.b[-1] ~ 30",
                "$.list[*].id ~ [1,2]",
                "$..id ~ [1,2]",
                "$.list[?(@.id > 1)].id ~ [2]",
                "$.list.length() ~ 2",
                "$.list[0:1] ~ [{\"id\":1}]",
            })
    void finds(String path, String expected) throws Exception {
        assertThat(find(path, JSON))
                .hasValueSatisfying(found -> assertThat(found).hasToString(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$.no", "$.a.no.more", "$.a[0]", "$.a.b.c", "$.a.b[9]", "$.a.b[0].deeper"})
    void findsNothing(String path) throws Exception {
        assertThat(find(path, JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$[", "$.a[?(", "$.list[?(@.id =~ /(a+)+/)]", "$.a..", ""})
    void refusesWhatIsNone(String path) {
        assertThatThrownBy(() -> JsonPathQuery.compile(path)).isInstanceOf(JsonPathException.class);
    }

    @Test
    void aPathMayNotSearchForEver() throws Exception {
        int depth = Limit.GATEWAY_JSON_DEPTH.intValue() - 1;
        String nested = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);

        assertThatThrownBy(() -> find("$..a..a..a..a..a..b", nested))
                .isInstanceOf(JsonPathException.class)
                .hasMessageContaining("more than it may");
    }

    @Test
    void whatIsNoJsonIsOneText() {
        assertThat(JsonBody.of("a=1&b=2").root().textValue()).isEqualTo("a=1&b=2");
        assertThat(JsonBody.of("a=1&b=2").isJson()).isFalse();
        assertThat(JsonBody.of("{} {}").isJson()).isFalse();
        assertThat(JsonBody.of("").root()).hasToString("{}");
        assertThat(JsonBody.of("").received()).isEmpty();
        assertThat(JsonBody.of("[".repeat(100_000)).isJson()).isFalse();
    }

    @Test
    void numbersKeepTheirDigits() {
        assertThat(JsonBody.of("[1.10,12345678901234567890,1e2,0.1000000000000000000001]")
                        .root())
                .hasToString("[1.10,12345678901234567890,1E+2,0.1000000000000000000001]");
    }

    @Property(tries = 2_000)
    void theQuickWayFindsWhatJaywayFinds(@ForAll("paths") String path) throws Exception {
        JsonNode root = JsonBody.of(JSON).root();

        assertThat(JsonPathQuery.compile(path).find(root).value()).isEqualTo(jayway(path, root));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(".a", ".b", ".c", ".list", ".id", "['x y']", "['a']", "[0]", "[1]", "[2]", "[7]")
                .list()
                .ofMaxSize(5)
                .map(steps -> "$" + String.join("", steps));
    }

    @Property
    void jsonIsWrittenAsJacksonWritesIt(@ForAll String text, @ForAll BigDecimal number, @ForAll boolean flag) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(text, number)
                .putNull("null")
                .put("flag", flag)
                .putArray("list")
                .add(text)
                .add(1)
                .addArray();

        assertThat(JsonText.of(node)).isEqualTo(node.toString());
    }

    private static Optional<JsonNode> jayway(String path, JsonNode root) {
        Configuration jackson =
                Configuration.builder().jsonProvider(new CountingProvider()).build();
        try {
            return Optional.of(JsonPath.compile(path).read(root, jackson));
        } catch (PathNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> find(String path, String json) throws JsonPathException {
        return JsonPathQuery.compile(path).find(JsonBody.of(json).root()).value();
    }
}
