package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.function.FunctionResult;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every failure that callers of an API see, byte for byte in its body and in the headers that clients read.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html>
class GatewayGoldenTest {
    @TempDir
    static Path folder;

    private static GatewayTestPlant plant;
    private static String api;

    @BeforeAll
    static void open() {
        plant = new GatewayTestPlant(folder);
        plant.makeFunction("answers");
        plant.makeFunction("authorizes");
        api = plant.api(GoldenApi.DOCUMENT);
        plant.patchStage(api, "replace", "/~1throttled/GET/throttling/rateLimit", "0.001");
        plant.patchStage(api, "replace", "/~1throttled/GET/throttling/burstLimit", "1");
    }

    @AfterAll
    static void close() {
        plant.close();
    }

    private static void isGolden(Wire.Answer answer, int status, String errorType, String body) {
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("x-amzn-ErrorType")).isEqualTo(errorType);
        assertThat(answer.header("x-amzn-RequestId")).isEqualTo(GatewayTestPlant.REQUEST_ID);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(body.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/open/below", "/", "/key/"})
    void noSuchRouteIsAMissingToken(String path) {
        isGolden(
                plant.call("DELETE", api, path, "", ""),
                403,
                "MissingAuthenticationTokenException",
                "{\"message\":\"Missing Authentication Token\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/_api/nosuchapi1/dev/open", "/restapis/nosuchapi1/dev/_user_request_/open", "/_api/nosuchapi1"})
    void noSuchApiIsForbidden(String target) {
        isForbidden(plant.send("GET", target, "", ""));
    }

    @Test
    void noSuchStageIsForbidden() {
        isForbidden(plant.send("GET", "/_api/" + api + "/prod/open", "", ""));
        isForbidden(plant.send("GET", "/open", "Host: " + api + ".execute-api.localhost\r\n", ""));
    }

    private static void isForbidden(Wire.Answer answer) {
        isGolden(answer, 403, "ForbiddenException", "{\"message\":\"Forbidden\"}");
    }

    @Test
    void noApiKeyOrAnUnknownOneIsForbidden() {
        isForbidden(plant.get(api, "/key"));
        isForbidden(plant.call("GET", api, "/key", "x-api-key: 0123456789012345678901234567890123456789\r\n", ""));
    }

    @Test
    void aQuotaThatIsUsedUpIsALimit() {
        String value = "k".repeat(40);
        String key = plant.aws("POST", "/apikeys", "{\"name\":\"k\",\"enabled\":true,\"value\":\"" + value + "\"}")
                .path("id")
                .textValue();
        String plan =
                plant.aws("POST", "/usageplans", """
                        {"name":"p","apiStages":[{"apiId":"%s","stage":"dev"}],"quota":{"limit":1,"period":"DAY"}}
                        """.formatted(api)).path("id").textValue();
        plant.aws("POST", "/usageplans/" + plan + "/keys", "{\"keyId\":\"" + key + "\",\"keyType\":\"API_KEY\"}");
        String shown = "X-Api-Key: " + value + "\r\n";

        assertThat(plant.call("GET", api, "/key", shown, "").status()).isEqualTo(200);
        isGolden(
                plant.call("GET", api, "/key", shown, ""),
                429,
                "LimitExceededException",
                "{\"message\":\"Limit Exceeded\"}");
    }

    @Test
    void moreThanTheThrottleLetsThroughAreTooMany() {
        assertThat(plant.get(api, "/throttled").status()).isEqualTo(200);
        isGolden(plant.get(api, "/throttled"), 429, "TooManyRequestsException", "{\"message\":\"Too Many Requests\"}");
    }

    @Test
    void withoutATokenACallerIsUnauthorized() {
        isGolden(plant.get(api, "/token"), 401, "UnauthorizedException", "{\"message\":\"Unauthorized\"}");
    }

    @Test
    void anAuthorizerThatSaysUnauthorizedIsBelieved() {
        plant.behaviour(invocation -> GatewayTestPlant.error("{\"errorMessage\":\"Unauthorized\"}"));

        isGolden(
                plant.call("GET", api, "/token", "Authorization: me\r\n", ""),
                401,
                "UnauthorizedException",
                "{\"message\":\"Unauthorized\"}");
    }

    @Test
    void whoIsDeniedIsTold() {
        plant.behaviour(invocation -> policy("Deny"));

        isGolden(
                plant.call("GET", api, "/token", "Authorization: me\r\n", ""),
                403,
                "AccessDeniedException",
                "{\"Message\":\"User is not authorized to access this resource with an explicit deny\"}");
    }

    @Test
    void whoIsAllowedComesThrough() {
        plant.behaviour(invocation -> policy("Allow"));

        assertThat(plant.call("GET", api, "/token", "Authorization: me\r\n", "").status())
                .isEqualTo(200);
    }

    private static FunctionResult policy(String effect) {
        return GatewayTestPlant.result("""
                {"principalId":"me","policyDocument":{"Version":"2012-10-17","Statement":[
                  {"Action":"execute-api:Invoke","Effect":"%s","Resource":"*"}]}}""".formatted(effect));
    }

    @Test
    void anAuthorizerThatFailsIsAnError() {
        plant.behaviour(invocation -> GatewayTestPlant.error("{\"errorMessage\":\"boom\"}"));

        isGolden(
                plant.call("GET", api, "/token", "Authorization: me\r\n", ""),
                500,
                "AuthorizerConfigurationException",
                "{\"message\":null}");
    }

    @Test
    void callersOfIamMethodsAreToldThatThereIsNoSuchThing() {
        isGolden(
                plant.get(api, "/iam"),
                500,
                "AuthorizerConfigurationException",
                "{\"message\":\"Authorization AWS_IAM is not supported\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"userId\":7}", "[]", "{", "", "null"})
    void aBodyThatDoesNotFitItsModelIsInvalid(String body) {
        isGolden(
                plant.call("POST", api, "/valid?q=1", "X-Who: me\r\nContent-Type: application/json\r\n", body),
                400,
                "BadRequestException",
                "{\"message\": \"Invalid request body\"}");
    }

    @Test
    void parametersThatMissAreNamed() {
        isGolden(
                plant.call("POST", api, "/valid", "", "{\"userId\":\"u\"}"),
                400,
                "BadRequestException",
                "{\"message\": \"Missing required request parameters: [X-Who, q]\"}");
    }

    @Test
    void whatFitsGoesOn() {
        assertThat(plant.call("POST", api, "/valid?q=1", "X-Who: me\r\n", "{\"userId\":\"u\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTypeWithoutATemplateIsUnsupported() {
        isGolden(
                plant.call("POST", api, "/strict", "Content-Type: text/csv\r\n", "a,b"),
                415,
                "BadRequestException",
                "{\"message\":\"Unsupported Media Type\"}");
    }

    @Test
    void aBodyOverTenMebibytesIsTooLong() {
        isGolden(
                plant.call("POST", api, "/strict", "", new byte[(10 << 20) + 1]),
                413,
                "RequestTooLongException",
                "{\"message\":\"Request Too Long\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"text\"",
                "{\"statusCode\":\"abc\"}",
                "{\"statusCode\":99}",
                "{\"statusCode\":200,\"body\":{}}",
                "{\"statusCode\":200,\"colour\":\"red\"}",
                "{\"statusCode\":200,\"headers\":{\"X\":\"a\\r\\nB: c\"}}",
                "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"*\"}",
                "not JSON"
            })
    void whatAFunctionMayNotAnswerIsABadGateway(String answer) {
        plant.behaviour(invocation -> GatewayTestPlant.result(answer));

        isBadGateway(plant.call("POST", api, "/proxy", "", "{}"));
    }

    @Test
    void aFunctionThatFailsIsABadGateway() {
        plant.behaviour(invocation -> GatewayTestPlant.error("{\"errorMessage\":\"boom\"}"));

        isBadGateway(plant.call("POST", api, "/proxy", "", "{}"));
    }

    private static void isBadGateway(Wire.Answer answer) {
        isGolden(answer, 502, "InternalServerErrorException", "{\"message\": \"Internal server error\"}");
    }

    @Test
    void anIntegrationThatTakesTooLongIsATimeout() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        plant.behaviour(invocation -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return GatewayTestPlant.result("{\"statusCode\":200}");
        });

        Wire.Answer answer = plant.call("POST", api, "/slow", "", "{}");

        answered.countDown();
        isGolden(answer, 504, "InternalServerErrorException", "{\"message\": \"Endpoint request timed out\"}");
    }

    @Test
    void anEndpointThatIsNotThereIsANetworkError() {
        isGolden(
                plant.get(api, "/refused"),
                504,
                "InternalServerErrorException",
                "{\"message\": \"Network error communicating with endpoint\"}");
    }

    @Test
    void aMappingThatCannotBeDoneIsAnInternalError() {
        isGolden(
                plant.get(api, "/broken"),
                500,
                "InternalServerErrorException",
                "{\"message\": \"Internal server error\"}");
    }

    @Test
    void whatIsNotWellEncodedIsABadRequest() {
        for (String path : new String[] {"/%", "/%zz", "/%ff", "/a/../open", "/..%2fopen", "/open?a=%", "/%00"}) {
            Wire.Answer answer = plant.get(api, path);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Bad Request\"}");
            assertThat(answer.header("x-amzn-ErrorType")).isEqualTo("BadRequestException");
        }
    }

    @Test
    void gatewayResponsesCanBeRedefined() {
        String own = plant.api(GoldenApi.REDEFINED);

        Wire.Answer lost = plant.call("GET", own, "/nowhere", "X-Sent: sent\r\n", "");
        assertThat(lost.status()).isEqualTo(404);
        assertThat(lost.body()).isEqualTo("{\"lost\":\"Missing Authentication Token\",\"at\":\"/dev/nowhere\"}");
        assertThat(lost.header("X-Path")).isEqualTo("sent");
        assertThat(lost.header("X-Fixed")).isEqualTo("here");
        assertThat(lost.headers("Access-Control-Allow-Origin")).isEmpty();

        Wire.Answer unauthorized = plant.get(own, "/token");
        isGolden(unauthorized, 401, "UnauthorizedException", "{\"message\":\"Unauthorized\"}");
        assertThat(unauthorized.header("Access-Control-Allow-Origin")).isEqualTo("*");

        Wire.Answer noKey = plant.get(own, "/key");
        assertThat(noKey.status()).isEqualTo(401);
        assertThat(noKey.body()).isEqualTo("no key, dev");
        assertThat(noKey.header("Content-Type")).isEqualTo("text/plain");
    }
}
