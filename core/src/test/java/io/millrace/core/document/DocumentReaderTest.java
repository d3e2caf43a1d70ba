package io.millrace.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents of JSON and YAML, and bytes that are neither.
class DocumentReaderTest {
    private static final DocumentReader PLAIN =
            DocumentReader.plain(Limit.API_GATEWAY_DOCUMENT_BYTES, Limit.API_GATEWAY_DOCUMENT_NODES, Limit.JSON_DEPTH);

    @Test
    void yamlAndJsonAreTheSame() throws DocumentException {
        String yaml = """
                # said of it
                a: {b: [1, -2.5, true, null, 'x']}
                '200': "y"
                text: |
                  one
                  two
                """;

        assertThat(read(yaml))
                .isEqualTo(read(" {\"a\":{\"b\":[1,-2.5,true,null,\"x\"]},\"200\":\"y\",\"text\":\"one\\ntwo\\n\"}"));
    }

    @Test
    void aliasesOfYamlAreWhatTheyStandFor() throws DocumentException {
        assertThat(read("a: &x {b: 1}\nc: *x\nd: [*x]\n"))
                .isEqualTo(read("{\"a\":{\"b\":1},\"c\":{\"b\":1},\"d\":[{\"b\":1}]}"));
        assertThat(read("a: &x one\nb: *x\n&k c: 2\nd: *k\n"))
                .isEqualTo(read("{\"a\":\"one\",\"b\":\"one\",\"c\":2,\"d\":\"c\"}"));
    }

    @Test
    void aliasesThatGrowAreRefused() {
        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c <= 'j'; c++) {
            String before = "*" + (char) (c - 1);
            bomb.append(c).append(": &").append(c).append(" [").append(before);
            bomb.repeat("," + before, 9).append("]\n");
        }

        refused(bomb.toString(), "more than 200000 values");
    }

    @Test
    void aliasesThatNestAreRefused() {
        StringBuilder deep = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i <= Limit.JSON_DEPTH.value() + 6; i++) {
            deep.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
        }

        refused(deep.toString(), "nested deeper than " + Limit.JSON_DEPTH.value());
    }

    @ParameterizedTest
    @CsvSource({
        "0x1F, 31",
        "012, 10",
        "0777, 511",
        "0b11, 3",
        "1_000, 1000",
        "+5, 5",
        "-0, 0",
        "1e3, 1000.0",
        ".5, 0.5",
        "1., 1.0",
        "1.10, 1.1",
        "yes, true",
        "OFF, false",
        "~, null",
        "Null, null",
        "2010-09-09, '\"2010-09-09\"'",
        "y, '\"y\"'",
        "08, '\"08\"'",
        "1:30, '\"1:30\"'",
        "1e, '\"1e\"'",
        "_1, '\"_1\"'",
        "<<, '\"<<\"'",
        "!!str 5, '\"5\"'",
        "!!int '5', 5"
    })
    void plainScalarsAreReadAsJacksonReadsThem(String scalar, String json) throws DocumentException {
        assertThat(read("k: " + scalar + "\n").path("k").toString()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "a: 1\na: 2\n",
                "{\"a\":",
                "{} x",
                "a: *none",
                "a: [1",
                "--- 1\n--- 2\n",
                "\t",
                "",
                "{\"a\":1e999999999}",
                "{\"a\":99999999999999999999}",
                "a: 99999999999999999999",
                "a: .inf",
                "a: !Ref b",
                "a: !!binary aGk=",
                "? [a]\n: 1\n",
                "# nothing\n",
                "\u0000"
            })
    void whatIsNoDocumentIsRefused(String document) {
        refused(document, "");
    }

    @Test
    void faultsAreToldWithTheirLine() {
        refused("a: 1\nb: 2\na: 3\n", "'a' is twice in one object, at line 3");
        refused("{\"a\":1,\n\"a\":2}", "'a' is twice in one object, at line 2");
        refused("a: 1\nb: [\n", "neither JSON nor YAML, at line 3");
        refused("{\"a\":\n x}", "neither JSON nor YAML, at line 2");
        refused("a: 1\nb: *c\n", "alias 'c' has no anchor before it, at line 2");
        refused("a: 1\nb: !Ref c\n", "tag '!Ref' is not supported, at line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[", "{a: "})
    void whatIsNestedTooDeepIsRefused(String opening) {
        refused(opening.repeat(10_000), "");
    }

    @Property(tries = 2_000)
    void anyBytesAreReadOrRefused(@ForAll byte[] document) {
        try {
            assertThat(PLAIN.read(document)).isNotNull();
        } catch (DocumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static void refused(String document, String message) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining(message);
    }

    private static JsonNode read(String document) throws DocumentException {
        return PLAIN.read(document.getBytes(StandardCharsets.UTF_8));
    }
}
