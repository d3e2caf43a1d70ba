package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the settings of a whole API do to its calls.
class GatewaySettingsTest {
    private static final String KEY = "k".repeat(40);
    private static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: settings, version: "1"}
            x-amazon-apigateway-minimum-compression-size: 100
            x-amazon-apigateway-api-key-source: AUTHORIZER
            securityDefinitions:
              key: {type: apiKey, name: x-api-key, in: header}
              token:
                type: apiKey
                name: Authorization
                in: header
                x-amazon-apigateway-authtype: custom
                x-amazon-apigateway-authorizer:
                  type: token
                  authorizerResultTtlInSeconds: 300
                  authorizerUri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\\
                    arn:aws:lambda:us-east-1:000000000000:function:authorizes/invocations"
            paths:
              /keyed:
                get:
                  security: [{token: [], key: []}]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses:
                      default:
                        statusCode: "200"
                        responseTemplates:
                          application/json: '"$context.authorizer.principalId $context.authorizer.n $context.identity.apiKeyId"'
              /text/{count}:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: mock
                    requestTemplates: {application/json: '{"statusCode": 200}'}
                    responses:
                      default:
                        statusCode: "200"
                        responseTemplates:
                          application/json: |
                            #foreach($i in [1..$input.params('count')])0123456789#end
            """;

    @TempDir
    static Path folder;

    private static GatewayTestPlant plant;
    private static String api;

    @BeforeAll
    static void open() {
        plant = new GatewayTestPlant(folder);
        plant.makeFunction("authorizes");
        api = plant.api(DOCUMENT);
    }

    @AfterAll
    static void close() {
        plant.close();
    }

    @Test
    void longAnswersAreCompressedForThoseWhoTakeIt() throws IOException {
        String takes = "Accept-Encoding: gzip, deflate\r\n";
        Wire.Answer packed = plant.call("GET", api, "/text/20", takes, "");
        Wire.Answer small = plant.call("GET", api, "/text/3", takes, "");
        Wire.Answer plain = plant.get(api, "/text/20");

        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(packed.bytes())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(plain.body())
                .startsWith("0123456789".repeat(20));
        assertThat(small.headers("Content-Encoding")).isEmpty();
        assertThat(plain.headers("Content-Encoding")).isEmpty();
    }

    @Test
    void theAuthorizerMayNameTheKeyAndIsAskedOnce() {
        String id = plant.aws("POST", "/apikeys", "{\"name\":\"k\",\"enabled\":true,\"value\":\"" + KEY + "\"}")
                .path("id")
                .textValue();
        String plan =
                plant.aws("POST", "/usageplans", """
                        {"name":"p","apiStages":[{"apiId":"%s","stage":"dev"}]}""".formatted(api)).path("id").textValue();
        plant.aws("POST", "/usageplans/" + plan + "/keys", "{\"keyId\":\"" + id + "\",\"keyType\":\"API_KEY\"}");
        plant.behaviour(invocation -> GatewayTestPlant.result("""
                {"principalId":"me","usageIdentifierKey":"%s","context":{"n":7},"policyDocument":{
                  "Version":"2012-10-17","Statement":[
                  {"Action":"execute-api:Invoke","Effect":"Allow","Resource":"arn:aws:execute-api:*:*:*/dev/GET/*"}]}}
                """.formatted(KEY)));
        int before = plant.invocations.size();

        for (int i = 0; i < 3; i++) {
            assertThat(plant.call("GET", api, "/keyed", "Authorization: a\r\n", "")
                            .body())
                    .isEqualTo("\"me 7 " + id + "\"");
        }

        assertThat(plant.invocations).hasSize(before + 1);
        assertThat(new String(plant.invocations.getLast().payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"TOKEN\",\"methodArn\":\"arn:aws:execute-api:us-east-1:000000000000:" + api
                        + "/dev/GET/keyed\",\"authorizationToken\":\"a\"}");
    }

    @Test
    void aDisabledEndpointIsForbiddenFromItsNextDeploymentOn() {
        String own = plant.api(DOCUMENT);
        plant.aws("PATCH", "/restapis/" + own, """
                {"patchOperations":[{"op":"replace","path":"/disableExecuteApiEndpoint","value":"true"}]}""");
        assertThat(plant.get(own, "/text/1").status()).isEqualTo(200);

        plant.aws("POST", "/restapis/" + own + "/deployments", "{\"stageName\":\"dev\"}");

        Wire.Answer answer = plant.get(own, "/text/1");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(plant.call("POST", own, "/text/1", "", new byte[(10 << 20) + 1])
                        .status())
                .isEqualTo(403);
    }
}
