package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The first call of a method makes it ready on a thread of its own; later ones are worked on by the event loop. A
/// caller sees no difference.
class GatewayQuickTest {
    private static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: quick, version: "1"}
            x-amazon-apigateway-request-validators:
              all: {validateRequestBody: true, validateRequestParameters: true}
            securityDefinitions:
              token:
                type: apiKey
                name: Authorization
                in: header
                x-amazon-apigateway-authtype: custom
                x-amazon-apigateway-authorizer:
                  type: token
                  authorizerUri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\
            arn:aws:lambda:us-east-1:000000000000:function:guard/invocations"
                  authorizerResultTtlInSeconds: 300
            definitions:
              Click: {type: object, required: [userId], properties: {userId: {type: string}}}
            paths:
              /clicks:
                put:
                  x-amazon-apigateway-request-validator: all
                  security: [{token: []}]
                  consumes: [application/json]
                  parameters: [{name: body, in: body, required: true, schema: {$ref: "#/definitions/Click"}}]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: aws
                    httpMethod: POST
                    passthroughBehavior: never
                    uri: arn:aws:apigateway:us-east-1:firehose:action/PutRecord
                    requestTemplates:
                      application/json: |
                        {"DeliveryStreamName": "quick", "Record": {"Data": "$util.base64Encode($input.json('$'))"}}
                    responses: {default: {statusCode: "200", responseTemplates: {application/json: '{"status":"OK"}'}}}
            """;
    private static final String ALLOW = """
            {"principalId":"a","policyDocument":{"Version":"2012-10-17","Statement":[
             {"Effect":"Allow","Action":"execute-api:Invoke","Resource":"*"}]}}""";

    @TempDir
    static Path folder;

    private static GatewayTestPlant plant;
    private static String api;

    @BeforeAll
    static void start() {
        plant = new GatewayTestPlant(folder);
        plant.makeFunction("guard");
        plant.behaviour(invocation -> GatewayTestPlant.result(ALLOW));
        plant.makeStream("quick");
        api = plant.api(DOCUMENT);
        assertThat(call("application/json", "a", "{\"userId\":\"first\"}").status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        plant.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"userId\":\"a\"}", "{\"other\":1}", "no JSON", ""})
    void laterCallsAreAnsweredAsTheFirst(String body) throws InterruptedException {
        int before = plant.records("quick").size();
        plant.patchStage(api, "replace", "/description", body.isEmpty() ? "empty" : "" + body.length());
        Wire.Answer first = call("application/json", "a", body);
        for (int i = 0; i < 3; i++) {
            Wire.Answer later = call("application/json", "a", body);
            assertThat(later.head() + later.body()).isEqualTo(first.head() + first.body());
        }
        boolean fits = body.contains("userId");
        assertThat(first.status()).isEqualTo(fits ? 200 : 400);
        assertThat(plant.records("quick")).hasSize(before + (fits ? 4 : 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml"})
    void whatHasNoTemplateIsRefusedEachTime(String contentType) {
        for (int i = 0; i < 3; i++) {
            assertThat(call(contentType, "a", "{\"userId\":\"a\"}").status()).isEqualTo(415);
        }
    }

    private static Wire.Answer call(String contentType, String token, String body) {
        return plant.call(
                "PUT", api, "/clicks", "Content-Type: " + contentType + "\r\nAuthorization: " + token + "\r\n", body);
    }
}
