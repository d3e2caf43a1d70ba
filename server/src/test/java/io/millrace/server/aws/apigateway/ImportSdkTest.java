package io.millrace.server.aws.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.model.GetMethodResponse;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.ImportRestApiResponse;
import software.amazon.awssdk.services.apigateway.model.Model;
import software.amazon.awssdk.services.apigateway.model.PutMode;
import software.amazon.awssdk.services.apigateway.model.Resource;

/// Documents that become APIs, as AWS's own Java client sees them.
class ImportSdkTest extends GatewaySession {
    private static final String CLICKS = """
            {
              "swagger": "2.0",
              "info": {"title": "clicks", "version": "1"},
              "basePath": "/v1/api",
              "x-amazon-apigateway-request-validators": {
                "all": {"validateRequestBody": true, "validateRequestParameters": false}},
              "x-amazon-apigateway-request-validator": "all",
              "x-amazon-apigateway-binary-media-types": ["image/png"],
              "x-amazon-apigateway-gateway-responses": {"DEFAULT_4XX": {
                "responseParameters": {"gatewayresponse.header.Access-Control-Allow-Origin": "'*'"}}},
              "securityDefinitions": {
                "pool": {"type": "apiKey", "name": "Authorization", "in": "header",
                  "x-amazon-apigateway-authtype": "cognito_user_pools",
                  "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools",
                    "providerARNs": ["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a"]}},
                "key": {"type": "apiKey", "name": "x-api-key", "in": "header"}},
              "paths": {
                "/clicks/{id}": {
                  "parameters": [{"name": "id", "in": "path", "required": true, "type": "string"}],
                  "put": {
                    "security": [{"pool": ["read"]}, {"key": []}],
                    "parameters": [{"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Click"}}],
                    "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Click"},
                      "headers": {"X": {"type": "string"}}}},
                    "x-amazon-apigateway-integration": {
                      "type": "aws", "httpMethod": "POST", "uri": "arn:aws:apigateway:us-east-1:firehose:action/PutRecord",
                      "passthroughBehavior": "when_no_match",
                      "requestTemplates": {"application/json": "{}"},
                      "responses": {"default": {"statusCode": "200",
                        "responseParameters": {"method.response.header.X": "'x'"}}}}},
                  "options": {
                    "responses": {"200": {"description": "ok"}},
                    "x-amazon-apigateway-integration": {"type": "mock",
                      "responses": {"default": {"statusCode": 200}}}}},
                "/proxy/{proxy+}": {
                  "x-amazon-apigateway-any-method": {
                    "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "ANY",
                      "uri": "https://example.com/{proxy}"}}}},
              "definitions": {
                "Click": {"type": "object", "properties": {"other": {"$ref": "#/definitions/Other"}}},
                "Other": {"type": "string"}}
            }""";

    private ImportRestApiResponse imported(String document, Map<String, String> parameters) {
        return gateway.importRestApi(
                b -> b.body(SdkBytes.fromUtf8String(document)).parameters(parameters));
    }

    @Test
    void aSwaggerDocumentBecomesAnApi() {
        String api = imported(CLICKS, Map.of("endpointConfigurationTypes", "REGIONAL"))
                .id();

        assertThat(gateway.getRestApi(b -> b.restApiId(api)).name()).isEqualTo("clicks");
        assertThat(gateway.getRestApi(b -> b.restApiId(api)).binaryMediaTypes()).containsExactly("image/png");
        assertThat(gateway.getRestApi(b -> b.restApiId(api))
                        .endpointConfiguration()
                        .typesAsStrings())
                .containsExactly("REGIONAL");
        GetMethodResponse put = method(api, "/clicks/{id}", "PUT");
        assertThat(put.authorizationType()).isEqualTo("COGNITO_USER_POOLS");
        assertThat(put.authorizationScopes()).containsExactly("read");
        assertThat(put.apiKeyRequired()).isTrue();
        assertThat(put.requestModels()).containsExactly(Map.entry("application/json", "Click"));
        assertThat(put.requestParameters()).containsExactly(Map.entry("method.request.path.id", true));
        assertThat(put.requestValidatorId())
                .isEqualTo(gateway.getRequestValidators(b -> b.restApiId(api))
                        .items()
                        .getFirst()
                        .id());
        assertThat(put.methodIntegration().integrationResponses().get("200").selectionPattern())
                .isNull();
        assertThat(method(api, "/proxy/{proxy+}", "ANY").methodIntegration().httpMethod())
                .isEqualTo("ANY");
        assertThat(gateway.getModels(b -> b.restApiId(api)).items())
                .extracting(Model::name)
                .containsExactly("Click", "Other");
        assertThat(gateway.getModel(b -> b.restApiId(api).modelName("Click")).schema())
                .contains("https://apigateway.amazonaws.com/restapis/" + api + "/models/Other");
    }

    private GetMethodResponse method(String api, String path, String name) {
        String resource = gateway.getResources(b -> b.restApiId(api)).items().stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow()
                .id();
        return gateway.getMethod(b -> b.restApiId(api).resourceId(resource).httpMethod(name));
    }

    @Test
    void theBasePathIsIgnoredPrependedOrSplit() {
        assertThat(paths(imported(CLICKS, Map.of()).id())).contains("/clicks").doesNotContain("/v1");
        assertThat(paths(imported(CLICKS, Map.of("basepath", "prepend")).id())).contains("/v1/api/clicks");
        assertThat(paths(imported(CLICKS, Map.of("basepath", "split")).id()))
                .contains("/api/clicks")
                .doesNotContain("/v1");
        fails(
                () -> imported(CLICKS, Map.of("basepath", "drop")),
                400,
                "BadRequestException",
                "give ignore, prepend or split");
    }

    private java.util.List<String> paths(String api) {
        return gateway.getResources(b -> b.restApiId(api)).items().stream()
                .map(Resource::path)
                .toList();
    }

    @Test
    void anImportMergesOrOverwrites() {
        String api = imported(CLICKS, Map.of()).id();
        String click = method(api, "/clicks/{id}", "PUT").methodIntegration().cacheNamespace();
        String small = """
                openapi: 3.0.1
                info: {title: small, version: '2'}
                paths:
                  /clicks/{id}:
                    get:
                      responses: {'204': {description: none}}
                      x-amazon-apigateway-integration: {type: mock, responses: {default: {statusCode: '204'}}}
                """;

        gateway.putRestApi(b -> b.restApiId(api).mode(PutMode.MERGE).body(SdkBytes.fromUtf8String(small)));
        assertThat(method(api, "/clicks/{id}", "PUT").methodIntegration().cacheNamespace())
                .isEqualTo(click);
        assertThat(method(api, "/clicks/{id}", "GET").methodResponses()).containsOnlyKeys("204");
        assertThat(paths(api)).contains("/proxy/{proxy+}");

        gateway.putRestApi(b -> b.restApiId(api).mode(PutMode.OVERWRITE).body(SdkBytes.fromUtf8String(small)));
        assertThat(paths(api)).containsExactlyInAnyOrder("/", "/clicks", "/clicks/{id}");
        assertThat(gateway.getModels(b -> b.restApiId(api)).items()).isEmpty();
        assertThat(gateway.getRestApi(b -> b.restApiId(api)).name()).isEqualTo("small");
    }

    @Test
    void warningsAreAnsweredOrRefused() {
        String odd = CLICKS.replace("\"basePath\"", "\"x-amazon-apigateway-odd\": 1, \"basePath\"");

        assertThat(imported(odd, Map.of()).warnings())
                .containsExactly(
                        "Extension 'x-amazon-apigateway-odd' of the document is not supported and was ignored");
        fails(
                () -> gateway.importRestApi(b -> b.failOnWarnings(true).body(SdkBytes.fromUtf8String(odd))),
                400,
                "BadRequestException",
                "Warnings found during import:\n\tExtension");
    }

    @Test
    void documentationIsLeftOutWithAWordUnlessItIsNotWanted() {
        String documented = CLICKS.replace("\"basePath\"", "\"x-amazon-apigateway-documentation\": {}, \"basePath\"");

        assertThat(imported(documented, Map.of()).warnings()).hasSize(1);
        assertThat(imported(documented, Map.of("ignore", "documentation")).warnings())
                .isEmpty();
    }

    @Test
    void aDeploymentIsASnapshotThatAStageCalls() {
        String api = imported(CLICKS, Map.of()).id();
        String first = gateway.createDeployment(b -> b.restApiId(api)
                        .stageName("prod")
                        .variables(Map.of("a", "b"))
                        .stageDescription("s"))
                .id();

        GetStageResponse stage = gateway.getStage(b -> b.restApiId(api).stageName("prod"));
        assertThat(stage.deploymentId()).isEqualTo(first);
        assertThat(stage.variables()).containsExactly(Map.entry("a", "b"));
        assertThat(stage.description()).isEqualTo("s");
        fails(
                () -> gateway.deleteDeployment(b -> b.restApiId(api).deploymentId(first)),
                400,
                "BadRequestException",
                "Active stages pointing to this deployment must be moved or deleted");
        String second = gateway.createDeployment(b -> b.restApiId(api).stageName("prod"))
                .id();
        assertThat(gateway.getStage(b -> b.restApiId(api).stageName("prod")).deploymentId())
                .isEqualTo(second);
        gateway.deleteDeployment(b -> b.restApiId(api).deploymentId(first));
        fails(
                () -> gateway.createDeployment(b -> b.restApiId(createApi("none"))),
                400,
                "BadRequestException",
                "The REST API doesn't contain any methods");
    }
}
