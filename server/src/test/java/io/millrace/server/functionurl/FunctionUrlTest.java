package io.millrace.server.functionurl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.lambda.Cors;
import io.millrace.core.resource.lambda.FunctionUrl;
import io.millrace.server.aws.protocol.Authenticator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionUrlTest {
    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;

    private UrlTestServer server;

    @BeforeEach
    void open() {
        server = new UrlTestServer(folder, Authenticator.OPEN);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRequestBecomesAnEventOfFormat2() {
        server.send(
                "open",
                "POST /my%20path/../%C3%A4?b=1%2C2&a=x+y&b=3&c",
                String.join(
                        "\r\n",
                        "X-Two: one",
                        "x-two: two",
                        "Cookie: a=1; b=2",
                        "Cookie: c=3",
                        "User-Agent: me",
                        "Content-Type: application/json; charset=utf-8",
                        "X-Amzn-Trace-Id: Root=1-2",
                        ""),
                "{\"ä\": 1}".getBytes(StandardCharsets.UTF_8));

        String expected = """
                {"version":"2.0","routeKey":"$default","rawPath":"/my%20path/../%C3%A4",
                "rawQueryString":"b=1%2C2&a=x+y&b=3&c","cookies":["a=1","b=2","c=3"],
                "headers":{"host":"HOST:PORT","connection":"close","x-two":"one,two","user-agent":"me",
                "content-type":"application/json; charset=utf-8","x-amzn-trace-id":"Root=1-2",
                "content-length":"9","x-forwarded-for":"127.0.0.1","x-forwarded-proto":"http",
                "x-forwarded-port":"PORT"},
                "queryStringParameters":{"b":"1,2,3","a":"x y","c":""},
                "requestContext":{"accountId":"anonymous","apiId":"open","domainName":"HOST",
                "domainPrefix":"open","http":{"method":"POST","path":"/my%20path/../%C3%A4",
                "protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"me"},
                "requestId":"REQUEST","routeKey":"$default","stage":"$default",
                "time":"21/Nov/2026:09:05:07 +0000","timeEpoch":1795251907123},
                "body":"{\\"ä\\": 1}","isBase64Encoded":false}
                """.replace("\n", "")
                .replace("HOST", "open.lambda-url.us-east-1.localhost")
                .replace("PORT", Integer.toString(server.port()))
                .replace("REQUEST", server.last.get().requestId());
        assertThat(event()).isEqualTo(expected);
        assertThat(server.last.get().traceHeader()).contains("Root=1-2");
        assertThat(server.last.get().invokedArn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:open");
    }

    @Test
    void aBodyThatIsNotSaidToBeTextComesInBase64() {
        server.send("open", "PUT /", "Content-Type: application/octet-stream\r\n", new byte[] {0, (byte) 0xff, 7});
        assertThat(event()).endsWith("\"body\":\"AP8H\",\"isBase64Encoded\":true}");

        server.send("open", "PUT /", "Content-Type: text/plain\r\n", new byte[] {'a', (byte) 0xff});
        assertThat(event()).as("no UTF-8").endsWith("\"body\":\"Yf8=\",\"isBase64Encoded\":true}");

        server.get("open", "");
        assertThat(event()).endsWith("},\"isBase64Encoded\":false}").doesNotContain("\"body\"", "Parameters\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void everyMethodReachesTheFunction(String method) {
        answer("{\"statusCode\":201,\"body\":\"made\"}");
        UrlTestServer.Answer answer = server.send("open", method + " /a", "", NOTHING);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : "made");
        assertThat(event()).contains("\"method\":\"" + method + "\"");
    }

    @Test
    void theAnswerIsWhatTheFunctionSays() {
        answer("{\"statusCode\":\"418\",\"headers\":{\"X-A\":\"b\",\"Content-Type\":\"text/plain\",\"X-N\":1,"
                + "\"Content-Length\":\"999\",\"Connection\":\"x\"},"
                + "\"cookies\":[\"a=1; Path=/\",\"b=2\"],\"body\":\"aGk=\",\"isBase64Encoded\":true}");
        UrlTestServer.Answer answer = server.get("open", "");

        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("hi");
        assertThat(answer.head().lines())
                .contains("x-a: b", "x-n: 1", "content-type: text/plain", "Set-Cookie: a=1; Path=/", "Set-Cookie: b=2")
                .contains("x-amzn-RequestId: " + server.last.get().requestId())
                .doesNotContain("content-length: 999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"hello\"", "{\"a\":1}", "null", "[1, 2]", "17", "{\"statusCode\":null}", "{\"body\":\"x\"}"})
    void anyOtherJsonIsTheBodyItself(String json) {
        answer(json);
        UrlTestServer.Answer answer = server.get("open", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(json);
        assertThat(answer.head().lines()).contains("content-type: application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{\"statusCode\":99}",
                "{\"statusCode\":600}",
                "{\"statusCode\":[]}",
                "{\"statusCode\":\"x\"}",
                "{\"statusCode\":200.5}",
                "{\"statusCode\":200,\"body\":\"%\",\"isBase64Encoded\":true}",
                "{\"statusCode\":200,\"headers\":{\"a b\":\"c\"}}",
                "{\"statusCode\":200,\"headers\":{\"a\":\"c\\r\\nSet-Cookie: d\"}}",
                "{\"statusCode\":200,\"headers\":{\"a\":[]}}",
                "{\"statusCode\":200,\"cookies\":[\"a\\nb\"]}"
            })
    void anAnswerThatIsNoneIsABadGateway(String json) {
        answer(json);
        UrlTestServer.Answer answer = server.get("open", "");

        assertThat(answer.status()).isEqualTo(json.isEmpty() ? 200 : 502);
        assertThat(answer.body()).isEqualTo(json.isEmpty() ? "" : "Internal Server Error");
    }

    @Test
    void failuresHaveTheirStatus() {
        server.behaviour((function, invocation) -> new FunctionResult(
                "{\"errorMessage\":\"secret\"}".getBytes(StandardCharsets.UTF_8),
                Optional.of("Unhandled"),
                RunnableFunction.LATEST,
                NOTHING));
        assertThat(server.get("open", "").status()).isEqualTo(502);
        assertThat(server.get("open", "").body()).isEqualTo("Internal Server Error");

        server.behaviour((function, invocation) -> {
            throw new RequestException("TooManyRequestsException", "Rate Exceeded.");
        });
        assertThat(server.get("open", "").status()).isEqualTo(429);
        assertThat(server.get("open", "").body()).isEqualTo("{\"Message\":\"Rate Exceeded.\"}");

        server.behaviour((function, invocation) -> {
            throw new UnavailableException("no room");
        });
        assertThat(server.get("open", "").status()).isEqualTo(503);
    }

    @Test
    void whatIsLargerThanAFunctionCanTakeIsRefused() {
        byte[] most = new byte[Limit.FUNCTION_PAYLOAD_BYTES.intValue() - 1_000];
        assertThat(server.send("open", "POST /", "Content-Type: text/plain\r\n", ones(most.length))
                        .status())
                .isEqualTo(200);
        assertThat(server.send("open", "POST /", "", most).status())
                .as("in base64 it is larger")
                .isEqualTo(413);
        assertThat(server.send("open", "POST /", "", new byte[most.length + 1_001])
                        .status())
                .isEqualTo(413);
    }

    @Test
    void onlyHostsOfFunctionUrlsAreOurs() {
        assertThat(server.get("unknown", "").status()).isEqualTo(403);
        assertThat(FunctionUrls.host("OPEN.Lambda-Url.us-east-1.on.aws"))
                .contains(new FunctionUrls.Host("open", "us-east-1"));
        assertThat(List.of(
                        "localhost:4566",
                        "bucket.s3.localhost",
                        "a.lambda-url.us-east-1.example.com",
                        "a.b.lambda-url.us-east-1.localhost",
                        ""))
                .allSatisfy(host -> assertThat(FunctionUrls.host(host)).isEmpty());
    }

    @Test
    void everyoneMayCallOnlyWhatThePolicyOpensToEveryone() {
        UrlTestServer.Answer refused = server.get("closed", "");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.head().lines()).contains("x-amzn-ErrorType: AccessDeniedException");
        assertThat(refused.body())
                .isEqualTo("{\"Message\":\"Forbidden. For troubleshooting Function URL authorization issues, see: "
                        + "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html\"}");
        server.permit("closed", "*", "NONE");
        assertThat(server.get("closed", "").status()).isEqualTo(200);
    }

    @Test
    void aCallerWhoMustSignIsNamedInTheEvent() {
        String signature = "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/lambda/aws4_request, "
                + "SignedHeaders=host, Signature=00\r\n";

        assertThat(server.get("iam", "").status()).isEqualTo(403);
        assertThat(server.get("iam", signature.replace("/lambda/", "/s3/")).status())
                .isEqualTo(403);
        assertThat(server.get("iam", signature).status()).isEqualTo(200);
        assertThat(event())
                .contains("\"authorizer\":{\"iam\":{\"accessKey\":\"AKID\",\"accountId\":\"000000000000\"")
                .contains("\"requestContext\":{\"accountId\":\"000000000000\"");
    }

    @Test
    void pagesOfOtherOriginsMayWhatTheRulesSay() {
        cors(new Cors(
                Optional.of(true),
                List.of("x-a", "x-b"),
                List.of("POST"),
                List.of("https://a.example"),
                List.of("x-c"),
                Optional.of(30)));
        answer("{\"statusCode\":200,\"headers\":{\"Access-Control-Allow-Origin\":\"evil\"}}");

        UrlTestServer.Answer preflight = server.send(
                "cors", "OPTIONS /x", "Origin: https://a.example\r\nAccess-Control-Request-Method: POST\r\n", NOTHING);
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(server.last.get()).as("the function is not asked").isNull();
        assertThat(preflight.head().lines())
                .contains(
                        "access-control-allow-origin: https://a.example",
                        "access-control-allow-credentials: true",
                        "access-control-allow-methods: POST",
                        "access-control-allow-headers: x-a,x-b",
                        "access-control-max-age: 30",
                        "vary: Origin");
        assertThat(server.send(
                                "cors",
                                "OPTIONS /x",
                                "Origin: https://b.example\r\nAccess-Control-Request-Method: POST\r\n",
                                NOTHING)
                        .head())
                .doesNotContain("access-control");

        assertThat(server.get("cors", "Origin: https://a.example\r\n").head().lines())
                .contains(
                        "access-control-allow-origin: https://a.example",
                        "access-control-expose-headers: x-c",
                        "access-control-allow-credentials: true");
        assertThat(server.get("cors", "Origin: https://b.example\r\n").head()).doesNotContain("ontrol-");
    }

    @Test
    void aWildcardIsGivenToEveryOrigin() {
        cors(new Cors(Optional.empty(), List.of(), List.of(), List.of("*"), List.of(), Optional.empty()));

        assertThat(server.get("cors", "Origin: https://b.example\r\n").head().lines())
                .contains("access-control-allow-origin: *");
    }

    private void cors(Cors cors) {
        server.make("cors", FunctionUrl.AuthType.NONE, Optional.of(cors));
        server.permit("cors", "*", "NONE");
    }

    private void answer(String json) {
        server.behaviour((function, invocation) -> UrlTestServer.good(json));
    }

    private String event() {
        return new String(server.last.get().payload(), StandardCharsets.UTF_8);
    }

    private static byte[] ones(int length) {
        return "1".repeat(length).getBytes(StandardCharsets.UTF_8);
    }
}
