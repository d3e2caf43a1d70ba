package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Integrations of type HTTP and HTTP_PROXY, to a server of the JDK.
class GatewayHttpTest {
    private static final int LARGE_BYTES = 12 << 20;
    private static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: http, version: "1"}
            x-amazon-apigateway-binary-media-types: [application/octet-stream]
            paths:
              /all/{proxy+}:
                x-amazon-apigateway-any-method:
                  parameters: [{name: proxy, in: path, required: true, type: string}]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: http_proxy
                    httpMethod: ANY
                    uri: "http://${stageVariables.backend}/{proxy}"
                    requestParameters:
                      integration.request.path.proxy: method.request.path.proxy
                      integration.request.header.X-Stage: stageVariables.name
              /slow:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    {type: http_proxy, httpMethod: GET, uri: "http://${stageVariables.backend}/slow", timeoutInMillis: 100}
              /slowmapped:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: http
                    httpMethod: GET
                    uri: "http://${stageVariables.backend}/slow"
                    timeoutInMillis: 100
                    responses: {default: {statusCode: "200"}}
              /stalled:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    {type: http_proxy, httpMethod: GET, uri: "http://${stageVariables.backend}/stalled", timeoutInMillis: 100}
              /stalledmapped:
                get:
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: http
                    httpMethod: GET
                    uri: "http://${stageVariables.backend}/stalled"
                    timeoutInMillis: 100
                    responses: {default: {statusCode: "200"}}
              /mapped/{id}:
                post:
                  parameters:
                    - {name: id, in: path, required: true, type: string}
                    - {name: q, in: query, type: string}
                    - {name: X-In, in: header, type: string}
                  responses:
                    "200":
                      description: ok
                      headers: {X-Out: {type: string}, X-Body: {type: string}, Set-Cookie: {type: string}}
                    "404": {description: none}
                  x-amazon-apigateway-integration:
                    type: http
                    httpMethod: PUT
                    uri: "http://${stageVariables.backend}/echo/{id}/x"
                    requestParameters:
                      integration.request.path.id: method.request.path.id
                      integration.request.querystring.asked: method.request.querystring.q
                      integration.request.header.X-Sent: method.request.header.X-In
                      integration.request.header.X-Fixed: "'fixed'"
                      integration.request.header.X-Of-Body: method.request.body.a.b
                    requestTemplates: {application/json: '{"was":$input.json("$.a")}'}
                    responses:
                      default:
                        statusCode: "200"
                        responseParameters:
                          method.response.header.X-Out: integration.response.header.X-Answer
                          method.response.header.X-Body: integration.response.body.method
                        responseTemplates: {application/json: '{"seen":$input.json("$")}'}
                      "404": {statusCode: "404", responseTemplates: {application/json: '{"lost":true}'}}
              /query:
                get:
                  parameters: [{name: q, in: query, type: string}]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: http_proxy
                    httpMethod: GET
                    uri: "http://${stageVariables.backend}/base/{id}/end"
                    requestParameters: {integration.request.path.id: method.request.querystring.q}
              /bytes:
                post:
                  consumes: [application/octet-stream]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: http
                    httpMethod: POST
                    uri: "http://${stageVariables.backend}/same"
                    responses: {default: {statusCode: "200"}}
              /text:
                post:
                  consumes: [application/octet-stream]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: http
                    httpMethod: POST
                    uri: "http://${stageVariables.backend}/same"
                    contentHandling: CONVERT_TO_TEXT
                    responses: {default: {statusCode: "200", contentHandling: CONVERT_TO_TEXT}}
            """;

    @TempDir
    static Path folder;

    private static final CountDownLatch END = new CountDownLatch(1);
    private static ExecutorService threads;
    private static HttpServer backend;
    private static GatewayTestPlant plant;
    private static String api;

    @BeforeAll
    static void open() throws IOException {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        backend.setExecutor(threads);
        backend.createContext("/", GatewayHttpTest::answer);
        backend.start();
        plant = new GatewayTestPlant(folder);
        api = plant.api(
                DOCUMENT, "{\"backend\":\"127.0.0.1:" + backend.getAddress().getPort() + "\",\"name\":\"green\"}");
    }

    @AfterAll
    static void close() {
        END.countDown();
        plant.close();
        backend.stop(0);
        threads.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getRawPath();
        switch (path) {
            case "/slow" -> await();
            case "/moved" -> exchange.getResponseHeaders().set("Location", "http://elsewhere.example/x");
            case "/cookies" ->
                List.of("a=1; Path=/", "b=2")
                        .forEach(each -> exchange.getResponseHeaders().add("Set-Cookie", each));
            case "/same" ->
                exchange.getResponseHeaders()
                        .set("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"));
            default -> exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        switch (path) {
            case "/moved" -> exchange.sendResponseHeaders(302, -1);
            case "/large", "/largebroken" -> {
                List.of("a=1", "b=2")
                        .forEach(each -> exchange.getResponseHeaders().add("Set-Cookie", each));
                exchange.sendResponseHeaders(200, path.equals("/large") ? 0 : LARGE_BYTES + 1);
                try (OutputStream out = exchange.getResponseBody()) {
                    byte[] part = new byte[1 << 16];
                    Arrays.fill(part, (byte) 'x');
                    for (int i = 0; i < LARGE_BYTES / part.length; i++) {
                        out.write(part);
                    }
                }
            }
            case "/stalled" -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
                await();
            }
            case "/broken" -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write(body.length);
            }
            case "/same" -> send(exchange, 200, body);
            case "/echo/none/x" -> send(exchange, 404, body);
            default -> {
                exchange.getResponseHeaders().set("X-Answer", "answered");
                send(exchange, 200, seen(exchange, body).getBytes(StandardCharsets.UTF_8));
            }
        }
        exchange.close();
    }

    private static void await() {
        try {
            END.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String seen(HttpExchange exchange, byte[] body) {
        String headers = exchange.getRequestHeaders().entrySet().stream()
                .filter(header -> header.getKey().startsWith("X-"))
                .sorted(Map.Entry.comparingByKey())
                .map(header -> header.getKey() + "=" + String.join("|", header.getValue()))
                .collect(Collectors.joining(","));
        return "{\"method\":\"%s\",\"uri\":\"%s\",\"headers\":\"%s\",\"body\":\"%s\"}"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        headers,
                        new String(body, StandardCharsets.UTF_8).replace("\"", "'"));
    }

    @Test
    void aProxyPassesMethodPathQueryHeadersAndBodyOn() {
        Wire.Answer answer =
                plant.call("PATCH", api, "/all/a/b%20c?x=1&x=%26&y", "X-One: 1\r\nX-One: 2\r\n", "{\"k\":1}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"method\":\"PATCH\",\"uri\":\"/a/b%20c?x=1&x=%26&y=\",\"headers\":"
                        + "\"X-forwarded-for=127.0.0.1,X-one=1|2,X-stage=green\",\"body\":\"{'k':1}\"}");
        assertThat(answer.header("X-Answer")).isEqualTo("answered");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void cookiesComeBackOneByOne() {
        assertThat(plant.get(api, "/all/cookies").headers("Set-Cookie")).containsExactly("a=1; Path=/", "b=2");
    }

    @Test
    void aRedirectIsTheCallersMatter() {
        Wire.Answer answer = plant.get(api, "/all/moved");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("http://elsewhere.example/x");
    }

    @Test
    void aLargeAnswerComesThroughWhole() {
        Wire.Answer answer = plant.get(api, "/all/large");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.bytes().length).isEqualTo(LARGE_BYTES);
        assertThat(answer.body().chars().filter(c -> c == 'x').count()).isEqualTo(LARGE_BYTES);
    }

    @Test
    void anAnswerThatBreaksOffIsAFailure() {
        assertThat(plant.get(api, "/all/broken").status()).isEqualTo(504);
    }

    @Test
    void aLargeAnswerThatBreaksOffDoesNotLookWhole() {
        assertThatThrownBy(() -> plant.get(api, "/all/largebroken"))
                .isInstanceOfAny(UncheckedIOException.class, IllegalStateException.class);
        assertThat(plant.get(api, "/all/thing").status()).isEqualTo(200);
    }

    @Test
    void aHeadIsAnsweredWithoutABody() {
        Wire.Answer answer = plant.call("HEAD", api, "/all/thing", "", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void whatTakesTooLongIsATimeout() {
        for (String path : List.of("/slow", "/slowmapped", "/stalled", "/stalledmapped")) {
            Wire.Answer answer = plant.get(api, path);

            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).isEqualTo("{\"message\": \"Endpoint request timed out\"}");
        }
    }

    @Test
    void requestAndAnswerAreMapped() {
        Wire.Answer answer = plant.call(
                "POST",
                api,
                "/mapped/i%2F1?q=a%26b",
                "X-In: in\r\nX-Secret: s\r\nContent-Type: application/json\r\n",
                "{\"a\":{\"b\":\"c\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Out")).isEqualTo("answered");
        assertThat(answer.header("X-Body")).isEqualTo("PUT");
        assertThat(answer.headers("X-Answer")).isEmpty();
        assertThat(answer.body())
                .isEqualTo("{\"seen\":{\"method\":\"PUT\",\"uri\":\"/echo/i/1/x?asked=a%26b\",\"headers\":"
                        + "\"X-fixed=fixed,X-of-body=c,X-sent=in\",\"body\":\"{'was':{'b':'c'}}\"}}");
    }

    @Test
    void aPatternOverTheStatusSelects() {
        Wire.Answer answer = plant.call("POST", api, "/mapped/none", "", "{\"a\":1}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"lost\":true}");
    }

    @Test
    void aPathParameterCannotLeaveItsPlace() {
        assertThat(plant.call("POST", api, "/mapped/x%3Fy%23z", "", "{}").body())
                .contains("\"uri\":\"/echo/x%3Fy%23z/x\"");
        assertThat(plant.call("POST", api, "/mapped/..%2f..", "", "{}").status())
                .isEqualTo(400);
    }

    @Test
    void whateverBecomesAPathCannotClimb() {
        assertThat(plant.get(api, "/query?q=a/b").body()).contains("\"uri\":\"/base/a/b/end");
        for (String climbing : List.of("..", "../../admin", "a/%2e%2e/b", ".", "..%5cadmin", "%00")) {
            Wire.Answer answer = plant.get(api, "/query?q=" + climbing);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("x-amzn-ErrorType")).isEqualTo("BadRequestException");
        }
    }

    @Test
    void binaryBodiesGoThroughAsTheyAre() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        String type = "Content-Type: application/octet-stream\r\nAccept: application/octet-stream\r\n";

        assertThat(plant.call("POST", api, "/bytes", type, all).bytes()).isEqualTo(all);
        assertThat(plant.call("POST", api, "/all/same", type, all).bytes()).isEqualTo(all);
        Base64.Encoder base64 = Base64.getEncoder();
        assertThat(plant.call("POST", api, "/text", type, all).bytes()).isEqualTo(base64.encode(base64.encode(all)));
    }
}
