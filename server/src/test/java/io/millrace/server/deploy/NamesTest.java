package io.millrace.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a stack is called whose user gave no name, and how the addresses in its outputs are shown.
class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "/a/clicks/template.yaml, clicks",
        "/a/clicks/shop.yaml, shop",
        "/a/My Shop_2/template.json, My-Shop-2",
        "/a/b/1st.template.yml, st-template",
        "/template.yaml, template",
        "/a/123/template.yaml, template",
        "/a/b/%%%.yaml, stack",
    })
    void aStackIsNamedByItsFileOrFolder(Path template, String name) {
        assertThat(StackName.of(template)).isEqualTo(name).matches("[a-zA-Z][-a-zA-Z0-9]*");
    }

    @Test
    void aNameIsNotTooLong() {
        assertThat(StackName.of(Path.of("/a/" + "x".repeat(200) + ".yaml"))).hasSize(128);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a1b2.execute-api.eu-west-1.amazonaws.com/prod/clicks, http://127.0.0.1:4566/_api/a1b2/prod/clicks",
        "https://a1b2.execute-api.eu-west-1.amazonaws.com, http://127.0.0.1:4566/_api/a1b2",
        "curl https://a1.execute-api.cn-north-1.amazonaws.com.cn/x!, curl http://127.0.0.1:4566/_api/a1/x!",
        "https://u1.lambda-url.us-east-1.on.aws/, http://u1.lambda-url.us-east-1.localhost:4566/",
        "https://a1b2.execute-api.eu-west-1.amazonaws.com.example.com/, https://a1b2.execute-api.eu-west-1.amazonaws.com.example.com/",
        "https://example.com/, https://example.com/",
    })
    void addressesOfAwsAreShownAsThoseThatAnswerHere(String value, String shown) {
        assertThat(LocalAddress.in(value, "http://127.0.0.1:4566")).isEqualTo(shown);
    }

    @Test
    void outputsAreATable() {
        StringWriter out = new StringWriter();
        Map<String, String> outputs = new LinkedHashMap<>();
        outputs.put("ClicksUrl", "https://a1.execute-api.us-east-1.amazonaws.com/prod/clicks");
        outputs.put("B", "name\u001b[31m");
        OutputTable.print(new PrintWriter(out, true), outputs, "http://127.0.0.1:4566");
        assertThat(out.toString().lines())
                .containsExactly(
                        "",
                        "OUTPUT     VALUE",
                        "ClicksUrl  http://127.0.0.1:4566/_api/a1/prod/clicks",
                        "B          name\\u{1b}[31m");
    }
}
