package io.millrace.server.aws.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents of JSON and YAML, and bytes that are neither.
class DocumentReaderTest {
    @Test
    void yamlAndJsonAreTheSame() {
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
    void aliasesOfYamlAreWhatTheyStandFor() {
        assertThat(read("a: &x {b: 1}\nc: *x\nd: [*x]\n"))
                .isEqualTo(read("{\"a\":{\"b\":1},\"c\":{\"b\":1},\"d\":[{\"b\":1}]}"));
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
                "\u0000"
            })
    void whatIsNoDocumentIsRefused(String document) {
        refused(document, "Invalid OpenAPI input: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "[", "{a: "})
    void whatIsNestedTooDeepIsRefused(String opening) {
        refused(opening.repeat(10_000), "Invalid OpenAPI input: ");
    }

    @Property(tries = 2_000)
    void anyBytesAreReadOrRefused(@ForAll byte[] document) {
        try {
            assertThat(DocumentReader.read(document)).isNotNull();
        } catch (RequestException e) {
            assertThat(e.code()).isEqualTo("BadRequestException");
        }
    }

    private static void refused(String document, String message) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message);
    }

    private static JsonNode read(String document) {
        return DocumentReader.read(document.getBytes(StandardCharsets.UTF_8));
    }
}
