package io.millrace.core.resource.apigateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.RandomApis;
import io.millrace.core.resource.apigateway.RestApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Documents that nobody means well with are the caller's fault, never ours.
class HostileDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ODD = List.of(
            "null",
            "7",
            "-1.5",
            "\"\"",
            "\"GET\"",
            "[]",
            "[[]]",
            "{}",
            "true",
            "{\"$ref\":\"#/paths\"}",
            "{\"$ref\":\"#/\"}",
            "{\"$ref\":\"http://example.com\"}",
            "{\"$ref\":7}",
            "[{\"x\":[1]}]");

    @Property(tries = 2_000)
    void whateverIsOddInADocumentItIsReadOrRefused(@ForAll long seed, @ForAll boolean isSwagger) {
        Random random = new Random(seed);
        ObjectNode document = OpenApiExport.write(
                new RandomApis(seed, isSwagger).api(),
                ExportOptions.of(isSwagger ? "swagger" : "oas30", "prod", "apigateway"));
        for (int i = 0; i <= random.nextInt(3); i++) {
            mutate(document, random);
        }

        try {
            assertThat(imported(document).api().resources()).isNotEmpty();
        } catch (RequestException e) {
            assertThat(e.code()).isIn("BadRequestException", "LimitExceededException");
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void mutate(ObjectNode document, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(document, containers);
        JsonNode victim = containers.get(random.nextInt(containers.size()));
        JsonNode odd = read(ODD.get(random.nextInt(ODD.size())));
        switch (victim) {
            case ObjectNode object
            when !object.isEmpty() -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                switch (random.nextInt(3)) {
                    case 0 -> object.set(name, odd);
                    case 1 -> object.remove(name);
                    default -> object.set("x" + name, object.remove(name));
                }
            }
            case ArrayNode array when !array.isEmpty() -> array.set(random.nextInt(array.size()), odd);
            default -> document.set("paths", odd);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"swagger\":\"2.0\",\"info\":{\"title\":\"a\"},\"paths\":{\"/a\":{\"$ref\":\"#/paths/~1a\"}}}",
                "{\"swagger\":\"2.0\",\"info\":{\"title\":\"a\"},\"paths\":{\"/a\":{\"$ref\":\"#/paths/~1b\"},"
                        + "\"/b\":{\"$ref\":\"#/paths/~1a\"}}}",
                "{\"swagger\":\"2.0\",\"info\":{\"title\":\"a\"},\"parameters\":{\"p\":{\"$ref\":\"#/parameters/p\"}},"
                        + "\"paths\":{\"/a\":{\"get\":{\"parameters\":[{\"$ref\":\"#/parameters/p\"}]}}}}"
            })
    void circlesOfReferencesAreRefused(String document) {
        refused(document, "are circular");
    }

    @Test
    void aSchemaMayReferToItself() {
        RestApi api = imported(read("{\"swagger\":\"2.0\",\"info\":{\"title\":\"a\"},\"paths\":{},"
                        + "\"definitions\":{\"Tree\":{\"properties\":{\"left\":{\"$ref\":\"#/definitions/Tree\"}}}}}"))
                .api();

        assertThat(api.models().get("Tree").schema()).contains("/restapis/other/models/Tree");
    }

    @Test
    void onePartOfADocumentDoesNotBecomeTooManyPartsOfAnApi() {
        StringBuilder paths = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            paths.append(i == 0 ? "" : ",").append("\"/p").append(i).append("\":{\"$ref\":\"#/big\"}");
        }
        String template = "x".repeat(100_000);

        refused(
                "{\"swagger\":\"2.0\",\"info\":{\"title\":\"a\"},\"paths\":{" + paths
                        + "},\"big\":{\"get\":{\"x-amazon-apigateway-integration\":{\"type\":\"mock\","
                        + "\"requestTemplates\":{\"a/b\":\"" + template + "\"}}}}}",
                "A REST API may take at most");
    }

    @Test
    void tooManyPathsAreRefused() {
        StringBuilder path = new StringBuilder();
        path.repeat("/a", 400);

        refused(
                "{\"swagger\":\"2.0\",\"info\":{\"title\":\"a\"},\"paths\":{\"" + path + "\":{}}}",
                "Maximum number reached: at most 300 resources of a REST API");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{}", "{\"swagger\":\"1.2\"}", "{\"openapi\":\"3.1.0\"}"})
    void otherDocumentsAreRefused(String document) {
        refused(document, "Invalid OpenAPI input");
    }

    @Test
    void whatAnIntegrationHasNotIsRefusedByName() {
        refused(
                "{\"swagger\":\"2.0\",\"info\":{\"title\":\"a\"},\"paths\":{\"/a\":{\"get\":{"
                        + "\"x-amazon-apigateway-integration\":{\"type\":\"mock\",\"speed\":9}}}}}",
                "Unable to put integration on 'GET' for resource at path '/a': Unknown or unsupported: integration.speed");
    }

    private static void refused(String document, String message) {
        assertThatThrownBy(() -> imported(read(document)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message);
    }

    private static Imported imported(JsonNode document) {
        AtomicInteger last = new AtomicInteger();
        RestApi empty = RestApi.empty(
                RandomApis.REGION, "other", ApiSettings.named("x", Instant.ofEpochSecond(7)), "otherroot");
        return OpenApiImport.read(
                document, empty, ImportOptions.of(false, Map.of()), () -> "new" + last.incrementAndGet());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
