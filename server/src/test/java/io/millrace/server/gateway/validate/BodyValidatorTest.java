package io.millrace.server.gateway.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.resource.apigateway.ApiModel;
import io.millrace.server.gateway.jsonpath.JsonBody;
import io.millrace.server.gateway.mapping.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyValidatorTest {
    private static final String CLICK = """
            {"$schema": "http://json-schema.org/draft-04/schema#", "title": "click", "type": "object",
             "required": ["requestid", "action"], "additionalProperties": false,
             "properties": {"requestid": {"type": "string"}, "action": {"type": "string"},
                            "id": {"type": "integer"}}}""";

    private static final Optional<String> JSON = Optional.of("application/json; charset=UTF-8");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"requestid\": \"1\", \"action\": \"a\"} ~ true",
                "{\"requestid\": \"1\", \"action\": \"a\", \"id\": 1} ~ true",
                "{\"requestid\": \"1\"} ~ false",
                "{\"requestid\": 1, \"action\": \"a\"} ~ false",
                "{\"requestid\": \"1\", \"action\": \"a\", \"more\": 1} ~ false",
                "[] ~ false",
                "no JSON ~ false",
                "{ ~ false",
            })
    void theClickLoggersModelIsChecked(String body, boolean fits) throws Exception {
        assertThat(fits(CLICK, body)).isEqualTo(fits);
    }

    @Test
    void anEmptyBodyIsAnEmptyObject() throws Exception {
        assertThat(fits(CLICK, "")).isFalse();
        assertThat(fits("{\"type\": \"object\"}", "")).isTrue();
    }

    @Test
    void theModelIsChosenByTheContentType() throws Exception {
        Models models = models(Map.of("Click", CLICK, "Number", "{\"type\": \"number\"}"));
        BodyValidator one = models.forMethod(Map.of("application/json", "Click"));
        BodyValidator all = models.forMethod(Map.of("application/json", "Click", "$default", "Number"));

        assertThat(one.mismatch(Optional.empty(), JsonBody.of("1"))).isPresent();
        assertThat(one.mismatch(Optional.of("Application/JSON"), JsonBody.of("1")))
                .isPresent();
        assertThat(one.mismatch(Optional.of("text/plain"), JsonBody.of("1"))).isEmpty();
        assertThat(all.mismatch(Optional.of("text/plain"), JsonBody.of("1"))).isEmpty();
        assertThat(all.mismatch(Optional.of("text/plain"), JsonBody.of("\"1\"")))
                .isPresent();
        assertThat(models.forMethod(Map.of()).mismatch(JSON, JsonBody.of("x"))).isEmpty();
    }

    @Test
    void modelsReferToOneAnother() throws Exception {
        String url = "https://apigateway.amazonaws.com/restapis/abc/models/";
        Models models = models(Map.of(
                "Cart",
                "{\"type\": \"array\", \"items\": {\"$ref\": \"" + url + "Item\"}}",
                "Item",
                "{\"type\": \"object\", \"properties\": {\"price\": {\"$ref\": \"#/definitions/Price\"},"
                        + " \"parts\": {\"$ref\": \"" + url + "Cart\"}, \"own\": {\"$ref\": \"#/definitions/own\"}},"
                        + " \"definitions\": {\"own\": {\"type\": \"string\"}}}",
                "Price",
                "{\"type\": \"number\", \"minimum\": 0}"));
        BodyValidator cart = models.forMethod(Map.of("application/json", "Cart"));

        assertThat(cart.mismatch(JSON, JsonBody.of("[{\"price\": 1, \"parts\": [{\"price\": 2}], \"own\": \"x\"}]")))
                .isEmpty();
        assertThat(cart.mismatch(JSON, JsonBody.of("[{\"parts\": [{\"price\": -2}]}]")))
                .isPresent();
        assertThat(cart.mismatch(JSON, JsonBody.of("[{\"own\": 1}]"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"http://localhost/x.json\"}}}",
                "{\"$ref\": \"file:///etc/passwd\"}",
                "{\"$ref\": \"classpath:log4j.properties\"}",
                "{\"$ref\": \"https://apigateway.amazonaws.com/restapis/other/models/Model\"}",
                "{\"$ref\": \"https://apigateway.amazonaws.com/restapis/abc/models/Nobody\"}",
                "{\"$ref\": \"#/definitions/nobody\"}",
                "{\"$ref\": \"#\"}",
                "{\"allOf\": [{\"$ref\": \"#\"}]}",
                "{\"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"(\"}}}",
            })
    void whatCannotBeCheckedIsRefusedAtDeployment(String schema) {
        assertThatThrownBy(() -> models(Map.of("Model", schema)).check("Model"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("odel");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"pattern\": \"^[a-z]+$\"} ~ \"abc\" ~ true",
                "{\"pattern\": \"^[a-z]+$\"} ~ \"abc\\n\" ~ false",
                "{\"pattern\": \"b\"} ~ \"abc\" ~ true",
                "{\"format\": \"date-time\"} ~ \"2026-01-01T00:00:00Z\" ~ true",
                "{\"format\": \"date-time\"} ~ \"yesterday\" ~ false",
                "{\"format\": \"email\"} ~ \"no\" ~ false",
                "{\"format\": \"int32\"} ~ 5 ~ true",
                "{\"enum\": [\"id\", {\"id\": \"x\"}]} ~ {\"id\": \"x\"} ~ true",
                "{\"minimum\": 1, \"exclusiveMinimum\": true} ~ 1 ~ false",
                "{\"id\": \"http://x/\", \"definitions\": {\"a\": {\"type\": \"null\"}}, \"properties\":"
                        + " {\"id\": {\"$ref\": \"#/definitions/a\"}}} ~ {\"id\": 1} ~ false",
            })
    void draftFourIsChecked(String schema, String body, boolean fits) throws Exception {
        assertThat(fits(schema, body)).isEqualTo(fits);
    }

    @Test
    void aPatternThatBacktracksWithoutEndEnds() throws Exception {
        assertThat(fits("{\"pattern\": \"^a*a*a*a*a*a*a*a*a*a*$\"}", "\"" + "a".repeat(60) + "b\""))
                .isFalse();
        assertThat(fits("{\"pattern\": \"^(a|b)*$\"}", "\"" + "ab".repeat(500_000) + "\""))
                .isFalse();
    }

    @Test
    void aBodyThatIsNestedDeeplyIsAnsweredToo() throws Exception {
        String nested = "[".repeat(190) + "]".repeat(190);
        assertThat(fits("{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}", nested))
                .isTrue();
        assertThat(fits("{\"type\": \"array\"}", "[".repeat(5_000) + "]".repeat(5_000)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e999", "1e-999"})
    void hugeNumbersCostNothing(String number) throws Exception {
        String schema = "{\"type\": \"number\", \"multipleOf\": 0.01, \"minimum\": 1, \"enum\": [1, 1.5]}";

        assertThat(fits(schema, number)).isFalse();
        assertThat(fits("{\"type\": \"integer\", \"maximum\": 5}", number)).isFalse();
        assertThat(fits("{\"uniqueItems\": true}", "[" + number + "]"))
                .isEqualTo(number.endsWith("e999") || number.endsWith("e-999"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anyOf", "allOf", "oneOf"})
    void alternativesWithinAlternativesEnd(String keyword) throws Exception {
        String list = "{\"type\": \"array\", \"items\": {\"$ref\": \"#\"}}";
        String schema = "{\"" + keyword + "\": [" + list + ", " + list + "]}";

        assertThat(fits(schema, "[".repeat(60) + "1" + "]".repeat(60))).isFalse();
    }

    @Property
    void anyBodyFitsOrDoesNot(@ForAll String body) throws Exception {
        assertThat(fits(CLICK, body)).isFalse();
    }

    @Test
    void parametersThatMissAreNamedInAwssOrder() throws Exception {
        RequiredParameters required = RequiredParameters.of(Map.of(
                "method.request.querystring.qs1",
                true,
                "method.request.path.issuer",
                true,
                "method.request.header.x-header-param",
                true,
                "method.request.header.optional",
                false));

        assertThat(required.missing(Parameters.NONE))
                .contains("Missing required request parameters: [x-header-param, issuer, qs1]");
        assertThat(required.missing(new Parameters(
                        Map.of("issuer", "i"), Map.of("qs1", List.of(" ")), Map.of("X-Header-Param", List.of("h")))))
                .contains("Missing required request parameters: [qs1]");
        assertThat(required.missing(new Parameters(
                        Map.of("issuer", "i"), Map.of("qs1", List.of("q")), Map.of("x-header-param", List.of("h")))))
                .isEmpty();
    }

    private static boolean fits(String schema, String body) throws ModelException {
        return models(Map.of("Model", schema))
                .forMethod(Map.of("application/json", "Model"))
                .mismatch(JSON, JsonBody.of(body))
                .isEmpty();
    }

    private static Models models(Map<String, String> schemas) {
        Map<String, ApiModel> models = new HashMap<>();
        schemas.forEach((name, schema) ->
                models.put(name, new ApiModel("m", name, Optional.empty(), "application/json", schema)));
        return Models.of("abc", models);
    }
}
