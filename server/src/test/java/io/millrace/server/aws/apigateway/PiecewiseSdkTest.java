package io.millrace.server.aws.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.resource.apigateway.RestApi;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.model.ApiKeySourceType;
import software.amazon.awssdk.services.apigateway.model.ContentHandlingStrategy;
import software.amazon.awssdk.services.apigateway.model.CreateRestApiResponse;
import software.amazon.awssdk.services.apigateway.model.EndpointType;
import software.amazon.awssdk.services.apigateway.model.GetMethodResponse;
import software.amazon.awssdk.services.apigateway.model.GetResourceResponse;
import software.amazon.awssdk.services.apigateway.model.GetRestApiResponse;
import software.amazon.awssdk.services.apigateway.model.Integration;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigateway.model.UpdateIntegrationResponse;

/// An API made piece by piece, as AWS's own Java client sees it.
class PiecewiseSdkTest extends GatewaySession {
    private static final String FIREHOSE = "arn:aws:apigateway:us-east-1:firehose:action/PutRecord";

    @Test
    void anApiIsDescribedAsItWasMade() {
        CreateRestApiResponse made = gateway.createRestApi(b -> b.name("clicks")
                .description("d")
                .version("v1")
                .binaryMediaTypes("image/png")
                .minimumCompressionSize(100)
                .apiKeySource(ApiKeySourceType.AUTHORIZER)
                .endpointConfiguration(e -> e.types(EndpointType.REGIONAL))
                .policy("{\"Version\":\"2012-10-17\",\"Statement\":[]}")
                .tags(Map.of("team", "a")));

        GetRestApiResponse got = gateway.getRestApi(b -> b.restApiId(made.id()));

        assertThat(made.id()).matches("[a-z0-9]{10}");
        assertThat(got.name()).isEqualTo("clicks");
        assertThat(got.createdDate()).isEqualTo(Instant.parse("2026-11-21T09:00:00Z"));
        assertThat(got.binaryMediaTypes()).containsExactly("image/png");
        assertThat(got.minimumCompressionSize()).isEqualTo(100);
        assertThat(got.apiKeySource()).isEqualTo(ApiKeySourceType.AUTHORIZER);
        assertThat(got.endpointConfiguration().types()).containsExactly(EndpointType.REGIONAL);
        assertThat(got.endpointConfiguration().ipAddressTypeAsString()).isEqualTo("ipv4");
        assertThat(got.policy()).isEqualTo("{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[]}");
        assertThat(got.tags()).containsExactly(Map.entry("team", "a"));
        assertThat(got.rootResourceId()).matches("[a-z0-9]{10}").isEqualTo(made.rootResourceId());
        assertThat(got.disableExecuteApiEndpoint()).isFalse();
    }

    @Test
    void anApiIsPatched() {
        String api = createApi("a");

        gateway.updateRestApi(b -> b.restApiId(api)
                .patchOperations(
                        replace("/name", "b"),
                        patch(Op.ADD, "/binaryMediaTypes/image~1png", null),
                        patch(Op.ADD, "/binaryMediaTypes/*~1*", null),
                        patch(Op.REMOVE, "/binaryMediaTypes/image~1png", null),
                        replace("/endpointConfiguration/types/0", "REGIONAL"),
                        replace("/minimumCompressionSize", "7"),
                        replace("/disableExecuteApiEndpoint", "true")));
        gateway.updateRestApi(b -> b.restApiId(api).patchOperations(replace("/minimumCompressionSize", null)));

        GetRestApiResponse got = gateway.getRestApi(b -> b.restApiId(api));
        assertThat(got.name()).isEqualTo("b");
        assertThat(got.binaryMediaTypes()).containsExactly("*/*");
        assertThat(got.endpointConfiguration().types()).containsExactly(EndpointType.REGIONAL);
        assertThat(got.minimumCompressionSize()).isNull();
        assertThat(got.disableExecuteApiEndpoint()).isTrue();
        fails(
                () -> gateway.updateRestApi(b -> b.restApiId(api).patchOperations(replace("/colour", "red"))),
                400,
                "BadRequestException",
                "Invalid patch path  '/colour' specified for op 'replace'. Must be one of: [/apiKeySource, ");
    }

    @Test
    void pathsAreATree() {
        String api = createApi("a");
        String root = rootOf(api);
        String pets = resource(api, root, "pets");
        String pet = resource(api, pets, "{petId}");
        resource(api, pet, "toys");

        assertThat(gateway.getResource(b -> b.restApiId(api).resourceId(pet)).path())
                .isEqualTo("/pets/{petId}");
        assertThat(gateway.getResources(b -> b.restApiId(api)).items())
                .extracting(Resource::path)
                .containsExactlyInAnyOrder("/", "/pets", "/pets/{petId}", "/pets/{petId}/toys");
        fails(() -> resource(api, root, "pets"), 409, "ConflictException", "already has this name: pets");
        fails(() -> resource(api, pets, "{other}"), 400, "BadRequestException", "only one is allowed");
        fails(() -> resource(api, root, "a/b"), 400, "BadRequestException", "path part only allow");
        fails(() -> resource(api, "none", "x"), 404, "NotFoundException", "Invalid Resource identifier");

        gateway.deleteResource(b -> b.restApiId(api).resourceId(pets));
        assertThat(gateway.getResources(b -> b.restApiId(api)).items()).hasSize(1);
        fails(
                () -> gateway.deleteResource(b -> b.restApiId(api).resourceId(root)),
                400,
                "BadRequestException",
                "Root resource");
    }

    private String resource(String api, String parent, String part) {
        return gateway.createResource(b -> b.restApiId(api).parentId(parent).pathPart(part))
                .id();
    }

    @Test
    void listsHavePages() {
        String api = createApi("a");
        String root = rootOf(api);
        for (int i = 0; i < 5; i++) {
            resource(api, root, "r" + i);
        }

        assertThat(gateway.getResourcesPaginator(b -> b.restApiId(api).limit(2)).items())
                .hasSize(6);
        assertThat(gateway.getResources(b -> b.restApiId(api).limit(2)).items()).hasSize(2);
        fails(() -> gateway.getResources(b -> b.restApiId(api).position("%%")), 400, "BadRequestException", "position");
    }

    @Test
    void aMethodIsReadBackWithAllThatBelongsToIt() {
        String api = createApi("a");
        String root = rootOf(api);
        gateway.putMethod(b -> b.restApiId(api)
                .resourceId(root)
                .httpMethod("PUT")
                .authorizationType("NONE")
                .apiKeyRequired(true)
                .operationName("click")
                .requestParameters(Map.of("method.request.querystring.q", true))
                .requestModels(Map.of("application/json", "Empty")));
        gateway.putMethodResponse(b -> b.restApiId(api)
                .resourceId(root)
                .httpMethod("PUT")
                .statusCode("200")
                .responseParameters(Map.of("method.response.header.X", false))
                .responseModels(Map.of("application/json", "Empty")));
        gateway.putIntegration(b -> b.restApiId(api)
                .resourceId(root)
                .httpMethod("PUT")
                .type(IntegrationType.AWS)
                .integrationHttpMethod("POST")
                .uri(FIREHOSE)
                .credentials("arn:aws:iam::000000000000:role/r")
                .requestParameters(Map.of("integration.request.header.Content-Type", "'application/x-amz-json-1.1'"))
                .requestTemplates(Map.of("application/json", "{\"a\": $input.json('$')}"))
                .passthroughBehavior("NEVER")
                .contentHandling(ContentHandlingStrategy.CONVERT_TO_TEXT)
                .timeoutInMillis(1_000)
                .cacheKeyParameters("method.request.querystring.q"));
        gateway.putIntegrationResponse(b -> b.restApiId(api)
                .resourceId(root)
                .httpMethod("PUT")
                .statusCode("200")
                .selectionPattern("2\\d{2}")
                .responseParameters(Map.of("method.response.header.X", "'y'"))
                .responseTemplates(Map.of("application/json", "{}")));

        GetMethodResponse method =
                gateway.getMethod(b -> b.restApiId(api).resourceId(root).httpMethod("PUT"));

        assertThat(method.apiKeyRequired()).isTrue();
        assertThat(method.requestParameters()).containsEntry("method.request.querystring.q", true);
        assertThat(method.methodResponses().get("200").responseParameters())
                .containsEntry("method.response.header.X", false);
        Integration integration = method.methodIntegration();
        assertThat(integration.uri()).isEqualTo(FIREHOSE);
        assertThat(integration.httpMethod()).isEqualTo("POST");
        assertThat(integration.passthroughBehavior()).isEqualTo("NEVER");
        assertThat(integration.timeoutInMillis()).isEqualTo(1_000);
        assertThat(integration.cacheNamespace()).isEqualTo(root);
        assertThat(integration.integrationResponses().get("200").selectionPattern())
                .isEqualTo("2\\d{2}");
        requireEmbedded(api, root, integration);
        assertThat(server.reopened().list(RestApi.class)).isEqualTo(server.catalog.list(RestApi.class));
    }

    private void requireEmbedded(String api, String root, Integration integration) {
        GetResourceResponse embedded =
                gateway.getResource(b -> b.restApiId(api).resourceId(root).embed("methods"));
        assertThat(embedded.resourceMethods().get("PUT").methodIntegration()).isEqualTo(integration);
        GetResourceResponse named = gateway.getResource(b -> b.restApiId(api).resourceId(root));
        assertThat(named.resourceMethods().get("PUT").methodIntegration()).isNull();
    }

    @Test
    void whatAMethodSpeaksOfMustBeThere() {
        String api = createApi("a");
        String root = rootOf(api);

        fails(
                () -> gateway.putMethod(b -> b.restApiId(api)
                        .resourceId(root)
                        .httpMethod("GET")
                        .authorizationType("CUSTOM")
                        .authorizerId("none")),
                400,
                "BadRequestException",
                "requires a valid authorizer");
        fails(
                () -> gateway.putMethod(b -> b.restApiId(api)
                        .resourceId(root)
                        .httpMethod("GET")
                        .authorizationType("NONE")
                        .requestModels(Map.of("a/b", "None"))),
                400,
                "BadRequestException",
                "Invalid model identifier");
        fails(
                () -> gateway.putMethod(b ->
                        b.restApiId(api).resourceId(root).httpMethod("FETCH").authorizationType("NONE")),
                400,
                "BadRequestException",
                "Invalid HttpMethod");
        fails(
                () -> gateway.putIntegration(
                        b -> b.restApiId(api).resourceId(root).httpMethod("GET").type(IntegrationType.MOCK)),
                404,
                "NotFoundException",
                "Invalid Method identifier");
    }

    @Test
    void integrationsArePatched() {
        String api = deployed("s");
        String root = rootOf(api);

        UpdateIntegrationResponse got = gateway.updateIntegration(b -> b.restApiId(api)
                .resourceId(root)
                .httpMethod("GET")
                .patchOperations(
                        patch(Op.ADD, "/requestTemplates/application~1json", "{}"),
                        patch(Op.ADD, "/requestParameters/integration.request.header.a", "'b'"),
                        replace("/timeoutInMillis", "70"),
                        patch(Op.ADD, "/cacheKeyParameters/method.request.path.p", ""),
                        replace("/passthroughBehavior", "WHEN_NO_TEMPLATES")));

        assertThat(got.requestTemplates()).containsExactly(Map.entry("application/json", "{}"));
        assertThat(got.requestParameters()).containsExactly(Map.entry("integration.request.header.a", "'b'"));
        assertThat(got.timeoutInMillis()).isEqualTo(70);
        assertThat(got.cacheKeyParameters()).isEqualTo(List.of("method.request.path.p"));
        assertThat(got.passthroughBehavior()).isEqualTo("WHEN_NO_TEMPLATES");
        fails(
                () -> gateway.updateIntegration(b -> b.restApiId(api)
                        .resourceId(root)
                        .httpMethod("GET")
                        .patchOperations(replace("/timeoutInMillis", "30000"))),
                400,
                "BadRequestException",
                "Timeout should be between 50 ms and 29000 ms");
    }

    @Test
    void apisOfARegionAreListedAndDeleted() {
        String api = deployed("s");
        createApi("b");

        assertThat(gateway.getRestApis().items()).hasSize(2);
        gateway.deleteRestApi(b -> b.restApiId(api));

        assertThat(gateway.getRestApis().items())
                .extracting(software.amazon.awssdk.services.apigateway.model.RestApi::name)
                .containsExactly("b");
        assertThat(server.catalog.list(io.millrace.core.resource.apigateway.Stage.class))
                .isEmpty();
        assertThat(server.catalog.list(io.millrace.core.resource.apigateway.Deployment.class))
                .isEmpty();
        fails(
                () -> gateway.getRestApi(b -> b.restApiId(api)),
                404,
                "NotFoundException",
                "Invalid API identifier specified 000000000000:" + api);
    }
}
