package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Integrations with functions: the event of AWS_PROXY as AWS sends it, what functions answer, and functions behind
/// templates.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html>
class GatewayProxyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.function}/invocations";
    private static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: proxy, version: "1"}
            x-amazon-apigateway-binary-media-types: [image/*]
            paths:
              /pets/{petId}:
                x-amazon-apigateway-any-method:
                  parameters: [{name: petId, in: path, required: true, type: string}]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration: {type: aws_proxy, httpMethod: POST, uri: "%1$s"}
              /mapped:
                post:
                  responses: {"200": {description: ok}, "404": {description: none}, "500": {description: bad}}
                  x-amazon-apigateway-integration:
                    type: aws
                    httpMethod: POST
                    uri: "%1$s"
                    requestTemplates: {application/json: '{"asked":$input.json("$.q"),"by":"$context.httpMethod"}'}
                    responses:
                      default: {statusCode: "200", responseTemplates: {application/json: '{"said":$input.json("$.a")}'}}
                      "No such.*":
                        statusCode: "404"
                        responseTemplates: {application/json: '{"lost":"$input.path("$.errorMessage")"}'}
                      ".+": {statusCode: "500", responseTemplates: {application/json: '{"failed":true}'}}
            """.formatted(URI);

    @TempDir
    static Path folder;

    private static GatewayTestPlant plant;
    private static String api;

    @BeforeAll
    static void open() {
        plant = new GatewayTestPlant(folder);
        plant.makeFunction("answers");
        api = plant.api(DOCUMENT, "{\"function\":\"answers\"}");
    }

    @AfterAll
    static void close() {
        plant.close();
    }

    private static String lastEvent() throws IOException {
        String event = new String(plant.invocations.getLast().payload(), StandardCharsets.UTF_8);
        String resourceId =
                JSON.readTree(event).at("/requestContext/resourceId").textValue();
        return event.replace(api, "API")
                .replace(resourceId, "RESOURCE")
                .replace("127.0.0.1:" + plant.port(), "HOST")
                .replace("_api/API", "_api");
    }

    @Test
    void theEventIsThatOfAws() throws Exception {
        plant.behaviour(invocation -> GatewayTestPlant.result("{\"statusCode\":200}"));

        plant.call(
                "POST",
                api,
                "/pets/a%20b?x=1&x=2&y=%26",
                "User-Agent: test\r\nX-Twice: 1\r\nx-twice: 2\r\n",
                "{\"k\":\"\u00fc\"}");

        assertThat(JSON.readTree(lastEvent())).isEqualTo(JSON.readTree("""
                {"resource": "/pets/{petId}",
                 "path": "/pets/a%20b",
                 "httpMethod": "POST",
                 "headers": {"Connection": "close", "Content-Length": "10", "Host": "HOST", "User-Agent": "test",
                   "X-Twice": "2"},
                 "multiValueHeaders": {"Connection": ["close"], "Content-Length": ["10"], "Host": ["HOST"],
                   "User-Agent": ["test"], "X-Twice": ["1", "2"]},
                 "queryStringParameters": {"x": "2", "y": "&"},
                 "multiValueQueryStringParameters": {"x": ["1", "2"], "y": ["&"]},
                 "pathParameters": {"petId": "a b"},
                 "stageVariables": {"function": "answers"},
                 "requestContext": {"accountId": "000000000000", "apiId": "API", "domainName": "127.0.0.1",
                   "domainPrefix": "127", "extendedRequestId": "00000000-0000-0000-0000-000000000001",
                   "httpMethod": "POST", "identity": {"sourceIp": "127.0.0.1", "userAgent": "test"},
                   "path": "/dev/pets/a%20b", "protocol": "HTTP/1.1",
                   "requestId": "00000000-0000-0000-0000-000000000001",
                   "requestTime": "21/Nov/2026:09:05:07 +0000", "requestTimeEpoch": 1795251907123,
                   "resourceId": "RESOURCE", "resourcePath": "/pets/{petId}", "stage": "dev"},
                 "body": "{\\"k\\":\\"\u00fc\\"}",
                 "isBase64Encoded": false}"""));
    }

    @Test
    void whatIsNotThereIsNull() throws Exception {
        plant.behaviour(invocation -> GatewayTestPlant.result("{\"statusCode\":200}"));

        plant.get(api, "/pets/1");

        assertThat(lastEvent())
                .contains("\"queryStringParameters\":null")
                .contains("\"multiValueQueryStringParameters\":null")
                .contains("\"body\":null")
                .contains("\"isBase64Encoded\":false");
    }

    @Test
    void namesOfParametersMayBeAnything() throws Exception {
        plant.behaviour(invocation -> GatewayTestPlant.result("{\"statusCode\":200}"));

        assertThat(plant.get(api, "/pets/1?/a/b=1&=2&%22=3").status()).isEqualTo(200);

        assertThat(lastEvent())
                .contains("\"multiValueQueryStringParameters\":{\"/a/b\":[\"1\"],\"\":[\"2\"],\"\\\"\":[\"3\"]}");
    }

    @Test
    void methodsThatAnyDoesNotStandForAreNone() {
        for (String method : new String[] {"TRACE", "CONNECT", "LINK", "get"}) {
            assertThat(plant.call(method, api, "/pets/1", "", "").status()).isEqualTo(403);
        }
    }

    @Test
    void binaryBodiesAreBase64BothWays() throws Exception {
        byte[] body = {0, (byte) 0xff, 'x'};
        String base64 = Base64.getEncoder().encodeToString(body);
        plant.behaviour(invocation -> GatewayTestPlant.result("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\""
                + base64 + "\",\"headers\":{\"Content-Type\":\"image/gif\"}}"));

        Wire.Answer answer =
                plant.call("PUT", api, "/pets/1", "Content-Type: image/gif\r\nAccept: image/gif\r\n", body);

        assertThat(lastEvent()).contains("\"body\":\"" + base64 + "\",\"isBase64Encoded\":true");
        assertThat(answer.bytes()).isEqualTo(body);
        assertThat(answer.header("Content-Type")).isEqualTo("image/gif");
    }

    @Test
    void theAnswerIsTheFunctions() {
        plant.behaviour(invocation -> GatewayTestPlant.result("""
                {"statusCode":"201","headers":{"X-A":"h","X-B":7},"multiValueHeaders":{"X-A":["m"],"Set-Cookie":["a","b"]},
                 "body":"\u00fc","isBase64Encoded":false}"""));

        Wire.Answer answer = plant.get(api, "/pets/1");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("\u00fc");
        assertThat(answer.headers("X-A")).containsExactly("m");
        assertThat(answer.header("X-B")).isEqualTo("7");
        assertThat(answer.headers("Set-Cookie")).containsExactly("a", "b");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aFunctionMayStandBehindTemplates() {
        plant.behaviour(invocation ->
                GatewayTestPlant.result("{\"a\":" + new String(invocation.payload(), StandardCharsets.UTF_8) + "}"));

        assertThat(plant.call("POST", api, "/mapped", "", "{\"q\":[1,2]}").body())
                .isEqualTo("{\"said\":{\"asked\":[1,2],\"by\":\"POST\"}}");
    }

    @Test
    void theErrorMessageOfAFunctionSelectsTheAnswer() {
        plant.behaviour(invocation -> GatewayTestPlant.error("{\"errorMessage\":\"No such pet\"}"));
        Wire.Answer none = plant.call("POST", api, "/mapped", "", "{}");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.body()).isEqualTo("{\"lost\":\"No such pet\"}");

        plant.behaviour(invocation -> GatewayTestPlant.error("{\"errorMessage\":\"boom\"}"));
        Wire.Answer failed = plant.call("POST", api, "/mapped", "", "{}");
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("{\"failed\":true}");
    }

    @Test
    void aFunctionThatIsNotThereIsABadGateway() {
        String own = plant.api(DOCUMENT, "{\"function\":\"nobody\"}");

        assertThat(plant.get(own, "/pets/1").status()).isEqualTo(502);
    }
}
