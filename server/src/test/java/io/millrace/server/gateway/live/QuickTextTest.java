package io.millrace.server.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuickTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"a\": 1}",
                "{\"DeliveryStreamName\": \"clicks\", \"Record\": {\"Data\": \"$util.base64Encode($input.json('$'))\"}}",
                "$input.body",
                "$input.json('$.user.name') and $input.params('id')",
                "$util.escapeJavaScript($input.json('$'))",
                "\"$context.identity.sourceIp\", \"$stageVariables.stream\""
            })
    void putsValuesInTheirPlacesQuickly(String template) {
        assertThat(QuickText.isQuickTemplate(template)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#foreach($i in [1..1000000])x#end",
                "#set($a = 1)",
                "$input.body.matches('(a*)*b')",
                "$input.json('$').replaceAll('(a*)*b', '')",
                "$context.path.split('(a*)*b')",
                "$util.base64Encode($input.body).matches('(a*)*b')",
                "$input.json('$..a')",
                "$input.json('$[?(@.a)]')",
                "$input.path('$.a')",
                "$util.parseJson($input.body)",
                "$input.params().header",
                "${input.body}",
                "$!input.body",
                "$a",
                "$"
            })
    void whatMayLoopOrSearchIsNotQuick(String template) {
        assertThat(QuickText.isQuickTemplate(template)).isFalse();
    }

    @Test
    void longTemplatesAreNotQuick() {
        assertThat(QuickText.isQuickTemplate("x".repeat(1 << 20))).isFalse();
    }

    @Test
    void modelsOfTypesAndNamesAreQuick() {
        assertThat(QuickText.isQuickModel(
                        "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}},"
                                + "\"additionalProperties\":false}"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"properties\":{\"a\":{\"pattern\":\"(a*)*b\"}}}",
                "{\"$ref\" : \"#/definitions/a\"}",
                "{\"anyOf\":[{}]}",
                "{\"format\":\"email\"}"
            })
    void modelsThatSearchAreNotQuick(String schema) {
        assertThat(QuickText.isQuickModel(schema)).isFalse();
    }
}
