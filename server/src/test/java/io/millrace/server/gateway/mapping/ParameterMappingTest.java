package io.millrace.server.gateway.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.gateway.jsonpath.JsonBody;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterMappingTest {
    static final MappingInput INPUT = MappingInput.ofRequest(
                    new Parameters(
                            Map.of("id", "7"),
                            Map.of("q", List.of("1", "2"), "empty", List.of("")),
                            Map.of("X-Trace", List.of("a", "b"))),
                    JsonBody.of("{\"user\": {\"name\": \"ann\", \"tags\": [1, 2], \"no\": null}}"),
                    Map.of(
                            "requestId",
                            "r-1",
                            "status",
                            200,
                            "stage",
                            "prod",
                            "authorizer",
                            Map.of("claims", Map.of("sub", "s", "cognito:groups", "g"), "some-key", "v")),
                    Map.of("url", "example.com", "url-two", "two"))
            .withResponse(
                    Map.of("Location", List.of("/a"), "Set-Cookie", List.of("a=1", "b=2")),
                    JsonBody.of("{\"redirect\": {\"url\": \"/b\"}}"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "method.request.path.id ~ [7]",
                "method.request.querystring.q ~ [2]",
                "method.request.multivaluequerystring.q ~ [1, 2]",
                "method.request.querystring.empty ~ []",
                "method.request.header.X-Trace ~ [b]",
                "method.request.header.x-trace ~ [b]",
                "method.request.multivalueheader.X-Trace ~ [a, b]",
                "method.request.header.none ~ []",
                "method.request.body.user.name ~ [ann]",
                "method.request.body.$.user.name ~ [ann]",
                "method.request.body.user.tags ~ [[1,2]]",
                "method.request.body.user.no ~ []",
                "method.request.body.none ~ []",
                "context.requestId ~ [r-1]",
                "context.status ~ [200]",
                "context.authorizer.claims.sub ~ [s]",
                "context.authorizer ~ []",
                "stageVariables.url ~ [example.com]",
                "'a b' ~ [a b]",
                "'' ~ []",
                "integration.response.header.Location ~ [/a]",
                "integration.response.multivalueheader.set-cookie ~ [a=1, b=2]",
                "integration.response.header.set-cookie ~ [b=2]",
                "integration.response.body.redirect.url ~ [/b]",
                "integration.response.body ~ [{\"redirect\": {\"url\": \"/b\"}}]",
            })
    void takesItsValueFromThere(String expression, String expected) throws Exception {
        List<String> values = MappingSource.parse(expression).resolve(INPUT);

        assertThat(values.equals(List.of("")) ? List.of() : values).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'",
                "method.request",
                "method.request.cookie.a",
                "method.request.header.",
                "method.request.header.a b",
                "method.response.header.a",
                "integration.response.querystring.a",
                "context.",
                "$context.requestId",
                "method.request.body[",
            })
    void refusesWhatIsNoSource(String expression) {
        assertThatThrownBy(() -> MappingSource.parse(expression))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("Invalid mapping expression specified: " + expression);
    }

    @Test
    void anAnswerIsNotThereBeforeTheIntegrationIsAsked() throws Exception {
        assertThat(ParameterMapping.parse(Map.of(
                        "integration.request.header.a", "'1'", "integration.request.path.b", "method.request.path.id")))
                .extracting(mapping ->
                        mapping.target().kind() + " " + mapping.target().name())
                .containsExactly("REQUEST_HEADER a", "REQUEST_PATH b");
        assertThatThrownBy(() ->
                        ParameterMapping.parse(Map.of("integration.request.header.a", "integration.response.header.b")))
                .isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> ParameterMapping.parse(Map.of("gatewayresponse.header.a", "method.request.body")))
                .isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> ParameterMapping.parse(Map.of("integration.request.cookie.a", "'1'")))
                .hasMessage("Invalid mapping expression parameter specified: integration.request.cookie.a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"message\":$context.requestId} ~ {\"message\":r-1}",
                "${context.requestId}x ~ r-1x",
                "$context.authorizer.claims.cognito:groups ~ -:groups",
                "$context.authorizer.some-key ~ v",
                "$context.stage-x ~ prod-x",
                "${context.stage-x} ~ -",
                "$context.nothing.at.all ~ -",
                "$context.requestId. ~ r-1.",
                "https://${stageVariables.url}/x ~ https://example.com/x",
                "$stageVariables.url-two ~ two",
                "$method.request.header.X-Trace $method.request.path.id $method.request.querystring.q ~ b 7 2",
                "$input.body $contextual $ $$context.stage ~ $input.body $contextual $ $prod",
            })
    void aTextWithVariablesIsNoTemplate(String text, String expected) {
        assertThat(VariableText.of(text).render(INPUT, "-")).isEqualTo(expected);
    }

    @Property
    void anyTextIsATextWithVariables(@ForAll String text) {
        assertThat(VariableText.of("<" + text).render(INPUT, "")).startsWith("<");
    }
}
