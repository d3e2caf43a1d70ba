package io.millrace.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Whatever a request brings to whatever address, there is an answer of HTTP, it is no fault of ours, and nothing of
/// the
/// request becomes a line of its own in an answer or in what an integration gets.
class GatewayFuzzTest {
    private static final String DOCUMENT = """
            swagger: "2.0"
            info: {title: fuzz, version: "1"}
            x-amazon-apigateway-request-validators: {all: {validateRequestBody: true, validateRequestParameters: true}}
            x-amazon-apigateway-request-validator: all
            x-amazon-apigateway-minimum-compression-size: 10
            definitions: {Any: {type: object, properties: {a: {type: string}}}}
            paths:
              /{a}/{b}:
                x-amazon-apigateway-any-method:
                  consumes: [application/json]
                  parameters:
                    - {name: body, in: body, schema: {$ref: "#/definitions/Any"}}
                    - {name: a, in: path, required: true, type: string}
                    - {name: q, in: query, type: string}
                    - {name: X-A, in: header, type: string}
                  responses: {"200": {description: ok, headers: {X-Out: {type: string}, X-Query: {type: string}}}}
                  x-amazon-apigateway-integration:
                    type: mock
                    passthroughBehavior: never
                    requestParameters:
                      integration.request.header.X-A: method.request.header.X-A
                      integration.request.querystring.q: method.request.querystring.q
                    requestTemplates:
                      application/json: |
                        {"statusCode": 200, "e": "$util.escapeJavaScript($input.params('a'))", "b": $input.json('$')}
                      text/plain: '{"statusCode": 200}'
                    responses:
                      default:
                        statusCode: "200"
                        responseTemplates:
                          application/json: |
                            #set($context.responseOverride.header.X-Out = $input.params('q'))
                            #set($context.responseOverride.header.X-Query = $input.params('a'))
                            {"path":"$util.escapeJavaScript($context.path)","all":"$util.urlEncode($input.params('q'))"}
              /f/{proxy+}:
                x-amazon-apigateway-any-method:
                  parameters: [{name: proxy, in: path, required: true, type: string}]
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: aws_proxy
                    httpMethod: POST
                    uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\\
                      arn:aws:lambda:us-east-1:000000000000:function:answers/invocations"
              /h/{proxy+}:
                x-amazon-apigateway-any-method:
                  parameters:
                    - {name: proxy, in: path, required: true, type: string}
                    - {name: q, in: query, type: string}
                  responses: {"200": {description: ok}}
                  x-amazon-apigateway-integration:
                    type: http_proxy
                    httpMethod: ANY
                    uri: "http://${stageVariables.backend}/{proxy}"
                    requestParameters:
                      integration.request.path.proxy: method.request.path.proxy
                      integration.request.header.X-Q: method.request.querystring.q
              /s3/{proxy+}:
                x-amazon-apigateway-any-method:
                  parameters: [{name: proxy, in: path, required: true, type: string}]
                  responses: {"200": {description: ok}, "400": {description: bad}, "500": {description: worse}}
                  x-amazon-apigateway-integration:
                    type: aws
                    httpMethod: ANY
                    uri: arn:aws:apigateway:us-east-1:s3:path/a-bucket/{proxy}
                    requestParameters: {integration.request.path.proxy: method.request.path.proxy}
                    responses: {default: {statusCode: "200"}, "4..|501": {statusCode: "400"}, 5..: {statusCode: "500"}}
            """;

    private static Path folder;
    private static GatewayTestPlant plant;
    private static String api;
    private static HttpServer backend;
    private static volatile boolean smuggled;

    @BeforeContainer
    static void open() throws IOException {
        folder = Files.createTempDirectory("millrace-gateway");
        plant = new GatewayTestPlant(folder);
        plant.makeFunction("answers");
        plant.behaviour(invocation -> GatewayTestPlant.result("{\"statusCode\":200,\"body\":\"done\"}"));
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            byte[] seen = exchange.getRequestBody().readAllBytes();
            smuggled |= exchange.getRequestHeaders().containsKey("X-Smuggled");
            exchange.sendResponseHeaders(200, seen.length == 0 ? -1 : seen.length);
            exchange.getResponseBody().write(seen);
            exchange.close();
        });
        backend.start();
        plant.send("PUT", "/a-bucket", "", "");
        api = plant.api(
                DOCUMENT, "{\"backend\":\"127.0.0.1:" + backend.getAddress().getPort() + "\"}");
    }

    @AfterContainer
    static void close() throws IOException {
        backend.stop(0);
        plant.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void everyRequestIsAnswered(
            @ForAll("addresses") String address,
            @ForAll("methods") String method,
            @ForAll("targets") String target,
            @ForAll("headers") String header,
            @ForAll("bodies") byte[] body) {
        boolean byHost = address.equals("host");
        String headers = byHost ? "Host: " + api + ".execute-api.localhost\r\n" + header : header;
        String prefix = byHost ? "/dev" : address.formatted(api);

        Wire.Answer answer = plant.send(method, prefix + target, headers, body);

        assertThat(answer.status()).isIn(200, 204, 400, 403, 404, 405, 413, 414, 415, 431, 501, 502);
        assertThat(answer.headers("X-Smuggled")).isEmpty();
        assertThat(smuggled).isFalse();
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of("host", "/_api/%s/dev", "/restapis/%s/dev/_user_request_");
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of(
                "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "LINK", "TRACE", "CONNECT", "get");
    }

    @Provide
    Arbitrary<String> targets() {
        Arbitrary<String> parts = Arbitraries.of(
                "/",
                "/f/",
                "/h/",
                "/s3/",
                "/a",
                "?q=",
                "&q=",
                "..",
                "%2e%2e",
                "%2f",
                "%5c",
                "%00",
                "%0d%0aX-Smuggled:%201",
                "%",
                "%zz",
                "%ff",
                "%c3%bc",
                "+",
                "=",
                "&",
                ";",
                "x",
                "{a}",
                "$context",
                "${stageVariables.x}",
                "#set",
                "\u0080");
        Arbitrary<String> rest = parts.list().ofMaxSize(7).map(all -> String.join("", all));
        return Combinators.combine(Arbitraries.of("/", "/f/", "/h/", "/s3/", "/a/b"), rest)
                .as((start, end) -> start + end);
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> names = Arbitraries.of(
                "X-A",
                "Cookie",
                "Content-Type",
                "Accept",
                "Accept-Encoding",
                "x-api-key",
                "X-Amz-Target",
                "Authorization",
                "Content-Encoding",
                "Origin",
                "X-Forwarded-For",
                "Expect");
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of("application/json", "text/plain", "*/*", "gzip", ";", ",", "a/b;c", "${x}"),
                Arbitraries.strings()
                        .withCharRange(' ', '~')
                        .withChars('\t', '\u0080', '\u00ff')
                        .ofMaxLength(20));
        return Combinators.combine(names, values)
                .as((name, value) -> name + ": " + value + "\r\n")
                .filter(line -> !line.startsWith("Expect: 100"));
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<String> texts = Arbitraries.of(
                "{}",
                "{\"a\":\"b\"}",
                "{\"a\":\"\\u0000\\r\\n\"}",
                "[",
                "\"",
                "null",
                "[[[[",
                "{\"a\":1e999}",
                "#set($x=1)$x");
        return Arbitraries.oneOf(
                texts.map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(30));
    }

    @Example
    void requestsOfWhichTheEndIsInDoubtAreRefused() {
        List<String> doubtful = List.of(
                "Content-Length: 3\r\nContent-Length: 4\r\n",
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: +3\r\n",
                "X-A: 1\r\n X-Folded: 2\r\nContent-Length : 3\r\n",
                "X\u0000: 1\r\n");
        for (String headers : doubtful) {
            Wire.Answer answer = Wire.send(
                    plant.port(),
                    "POST /_api/" + api + "/dev/a/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers,
                    "abc\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(answer.status()).as(headers).isEqualTo(400);
        }
    }

    @Example
    void veryLongPathsAreRefused() {
        assertThat(plant.get(api, "/a/" + "b".repeat(20_000)).status()).isIn(413, 414, 431);
    }

    @Example
    void aBodyThatNeverEndsHoldsNobodyUp() throws IOException {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), plant.port())) {
            slow.getOutputStream()
                    .write(("POST /_api/" + api + "/dev/a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            slow.getOutputStream().flush();

            assertThat(plant.get(api, "/a/b").status()).isEqualTo(200);
        }
        assertThat(plant.get(api, "/a/b").status()).isEqualTo(200);
    }

    @Example
    void chunkedBodiesOverTheBoundAreTooLong() {
        byte[] chunk = new byte[1 << 20];
        StringBuilder body = new StringBuilder();
        String text = new String(chunk, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 11; i++) {
            body.append("100000\r\n").append(text).append("\r\n");
        }
        body.append("0\r\n\r\n");

        Wire.Answer answer = Wire.send(
                plant.port(),
                "POST /_api/" + api
                        + "/dev/f/b HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n",
                body.toString().getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Request Too Long\"}");
    }
}
