package io.millrace.core.resource.apigateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.RandomApis;
import io.millrace.core.resource.apigateway.RequestValidator;
import io.millrace.core.resource.apigateway.RestApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// What is exported and imported again is the same API.
class ExportImportTest {
    @Property(tries = 200)
    void anImportOfAnExportIsTheSameApi(@ForAll long seed, @ForAll boolean isSwagger) {
        RestApi api = new RandomApis(seed, isSwagger).api();
        ObjectNode document =
                OpenApiExport.write(api, ExportOptions.of(isSwagger ? "swagger" : "oas30", "prod", "apigateway"));

        Imported imported = imported(read(document.toString()), api.settings());

        assertThat(imported.warnings()).isEmpty();
        assertThat(withoutIds(imported.api())).isEqualTo(withoutIds(api));
    }

    private static Imported imported(JsonNode document, ApiSettings settings) {
        AtomicInteger last = new AtomicInteger();
        RestApi empty =
                RestApi.empty(RandomApis.REGION, "other", ApiSettings.named("x", settings.created()), "otherroot");
        return OpenApiImport.read(
                document, empty, ImportOptions.of(false, Map.of()), () -> "new" + last.incrementAndGet());
    }

    /// Everything by path and name in place of ids.
    private static JsonNode withoutIds(RestApi api) {
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.set("settings", api.settings().json());
        for (ApiResource resource : api.resources().values()) {
            ObjectNode methods = all.putObject(api.path(resource));
            for (ApiMethod method : resource.methods().values()) {
                ObjectNode json = method.json();
                method.authorizerId()
                        .map(api.authorizers()::get)
                        .map(Authorizer::name)
                        .ifPresent(name -> json.put("authorizerId", name));
                method.requestValidatorId()
                        .map(api.validators()::get)
                        .map(RequestValidator::name)
                        .ifPresent(name -> json.put("requestValidatorId", name));
                if (json.path("methodIntegration")
                        .path("cacheNamespace")
                        .asText()
                        .equals(resource.resourceId())) {
                    json.withObjectProperty("methodIntegration").remove("cacheNamespace");
                }
                methods.set(method.httpMethod(), json);
            }
        }
        api.models()
                .values()
                .forEach(model -> all.set(
                        "model " + model.name(),
                        read(model.schema().replaceAll("restapis/[a-z0-9]+/", "restapis/ID/"))));
        api.validators()
                .values()
                .forEach(validator -> all.set(
                        "validator " + validator.name(), validator.json().put("id", "")));
        api.authorizers()
                .values()
                .forEach(authorizer -> all.set(
                        "authorizer " + authorizer.name(), authorizer.json().put("id", "")));
        api.gatewayResponses()
                .values()
                .forEach(response -> all.set(response.type().name(), response.json()));
        return all;
    }

    @Test
    void whatIsAskedForIsThereAndNothingElse() {
        RestApi api = new RandomApis(3, false).api();

        String plain =
                OpenApiExport.write(api, ExportOptions.of("oas30", "prod", "")).toString();
        String integrations = OpenApiExport.write(api, ExportOptions.of("oas30", "prod", "integrations"))
                .toString();
        String authorizers = OpenApiExport.write(api, ExportOptions.of("swagger", "prod", "authorizers"))
                .toString();

        assertThat(plain.replace(PathImport.ANY, ""))
                .doesNotContain("x-amazon-")
                .contains("\"default\":\"prod\"");
        assertThat(integrations).contains(IntegrationImport.EXTENSION).doesNotContain(SecurityImport.AUTHORIZER);
        assertThat(authorizers)
                .contains(SecurityImport.AUTHORIZER, "\"basePath\":\"/prod\"")
                .doesNotContain(IntegrationImport.EXTENSION);
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
