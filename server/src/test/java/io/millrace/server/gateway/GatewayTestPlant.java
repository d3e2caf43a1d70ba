package io.millrace.server.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.backends.objects.LocalObjects;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.CodeStore;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.ingest.Ingest;
import io.millrace.core.invoke.Functions;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import io.millrace.core.resource.lambda.FunctionSnapshot;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.apigateway.ApiGatewayDoor;
import io.millrace.server.aws.apigateway.ApiGatewayPorts;
import io.millrace.server.aws.apigateway.AuthorizerCache;
import io.millrace.server.aws.apigateway.UsageCounts;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.firehose.FirehoseDoor;
import io.millrace.server.aws.lambda.LambdaDoor;
import io.millrace.server.aws.lambda.LambdaPorts;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.protocol.RequestIds;
import io.millrace.server.aws.protocol.RestProtocol;
import io.millrace.server.aws.s3.S3Door;
import io.millrace.server.gateway.throttle.UsagePlans;
import io.millrace.server.http.HttpListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// REST APIs as the program has them, behind a real listener on the real log: made by API Gateway's own door, leading
/// to
/// Firehose's and Lambda's. Only functions do not run: each does what the test says.
final class GatewayTestPlant implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T09:05:07.123Z");
    static final String REQUEST_ID = "00000000-0000-0000-0000-000000000001";
    static final String STAGE = "dev";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Catalog catalog;
    final List<Invocation> invocations = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> accessLog = new LinkedBlockingQueue<>();
    private final EventLog log;
    private final UsagePlans plans;
    private final Gateway gateway;
    private final HttpListener listener;
    private volatile Behaviour behaviour = invocation -> result("{}");

    /// What functions do.
    @FunctionalInterface
    interface Behaviour {
        FunctionResult run(Invocation invocation);
    }

    GatewayTestPlant(Path folder) {
        InstantSource clock = InstantSource.fixed(NOW);
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), clock);
        catalog = Catalog.open(log);
        plans = UsagePlans.open(catalog, log, clock, System::nanoTime);
        Functions functions = new Functions(catalog, new Runner(), new Random(1), UUID::randomUUID);
        AwsDoor aws = aws(folder, functions, clock);
        gateway = Gateway.open(new Gateway.Ports(
                catalog,
                plans,
                functions,
                aws,
                (destination, stream, line) -> accessLog.add(line),
                clock,
                System::nanoTime,
                new SecureRandom(),
                () -> UUID.fromString(REQUEST_ID)));
        listener = HttpListener.start("127.0.0.1", 0, exchange -> {
            if (!gateway.door().handle(exchange)) {
                aws.handle(exchange);
            }
        });
    }

    private AwsDoor aws(Path folder, Functions functions, InstantSource clock) {
        LocalObjects store = new LocalObjects(folder, clock);
        LambdaPorts lambda = new LambdaPorts(
                catalog,
                functions,
                new Runner(),
                new NoCode(),
                store,
                (function, invocation) -> CompletableFuture.completedFuture(null),
                clock,
                UUID::randomUUID);
        return new AwsDoor(
                new JsonProtocol(
                        List.of(FirehoseDoor.service(catalog, new Ingest(log), clock, UUID::randomUUID)),
                        Authenticator.OPEN),
                new QueryProtocol(List.of(), Authenticator.OPEN),
                new RestProtocol(
                        List.of(
                                LambdaDoor.service(lambda, new byte[32]),
                                ApiGatewayDoor.service(new ApiGatewayPorts(
                                        catalog, clock, UUID::randomUUID, UsageCounts.NONE, AuthorizerCache.NONE))),
                        Authenticator.OPEN),
                new S3Door(catalog, store, S3Authenticator.OPEN, clock, RequestIds::next));
    }

    private final class Runner implements FunctionRunner {
        @Override
        public void require(RunnableFunction function) {}

        @Override
        public FunctionResult invoke(RunnableFunction function, Invocation invocation) {
            invocations.add(invocation);
            return behaviour.run(invocation);
        }

        @Override
        public void retire(String region, String name) {}

        @Override
        public void close() {}
    }

    private static final class NoCode implements CodeStore {
        @Override
        public StoredCode put(InputStream zip) throws IOException {
            throw new IOException("There is no code here");
        }

        @Override
        public Optional<InputStream> open(String sha256) {
            return Optional.empty();
        }

        @Override
        public Contents contents(String sha256) {
            return new Contents(0, Set.of());
        }

        @Override
        public void retain(Set<String> sha256) {}
    }

    void behaviour(Behaviour changed) {
        behaviour = changed;
    }

    static FunctionResult result(String json) {
        return new FunctionResult(
                json.getBytes(StandardCharsets.UTF_8), Optional.empty(), RunnableFunction.LATEST, new byte[0]);
    }

    static FunctionResult error(String json) {
        return new FunctionResult(
                json.getBytes(StandardCharsets.UTF_8), Optional.of("Unhandled"), RunnableFunction.LATEST, new byte[0]);
    }

    /// A function that a behaviour can stand for.
    void makeFunction(String name) {
        FunctionConfiguration configuration = new FunctionConfiguration(
                "java21",
                "a.B::c",
                "arn:aws:iam::000000000000:role/r",
                "",
                3,
                128,
                Map.of(),
                Optional.empty(),
                JsonNodeFactory.instance.objectNode());
        FunctionSnapshot latest = new FunctionSnapshot(configuration, "sha", 1, NOW, "revision");
        catalog.create(
                new LambdaFunction(name, "us-east-1", latest, 0, Optional.empty(), Map.of()),
                "ResourceConflictException");
    }

    /// A delivery stream that keeps what it is given.
    void makeStream(String name) {
        aws("PUT", "/clicks-bucket", "");
        Wire.Answer answer = send(
                "POST",
                "/",
                "X-Amz-Target: Firehose_20150804.CreateDeliveryStream\r\nContent-Type: application/x-amz-json-1.1\r\n",
                "{\"DeliveryStreamName\":\"" + name + "\",\"ExtendedS3DestinationConfiguration\":{\"RoleARN\":"
                        + "\"arn:aws:iam::000000000000:role/r\",\"BucketARN\":\"arn:aws:s3:::clicks-bucket\"}}");
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /// All records of a delivery stream.
    List<String> records(String name) throws InterruptedException {
        String stream = log.streams().stream()
                .filter(each -> each.contains(name))
                .findFirst()
                .orElseThrow();
        List<String> records = new ArrayList<>();
        try (LogReader reader = log.viewer(stream, 0)) {
            for (LogRecord record : reader.poll(100, 1 << 20, Duration.ZERO)) {
                records.add(new String(record.data(), StandardCharsets.UTF_8));
            }
        }
        return records;
    }

    /// Imports a document and deploys it to the stage [#STAGE].
    ///
    /// @param stageVariables as JSON
    /// @return the API's id
    String api(String document, String stageVariables) {
        String id = aws("POST", "/restapis?mode=import&failonwarnings=true", document)
                .path("id")
                .textValue();
        aws(
                "POST",
                "/restapis/" + id + "/deployments",
                "{\"stageName\":\"" + STAGE + "\",\"variables\":" + stageVariables + "}");
        return id;
    }

    String api(String document) {
        return api(document, "{}");
    }

    void patchStage(String api, String op, String path, String value) {
        aws("PATCH", "/restapis/" + api + "/stages/" + STAGE, """
                {"patchOperations":[{"op":"%s","path":"%s","value":"%s"}]}""".formatted(op, path, value));
    }

    /// A call of API Gateway's API that must go well.
    JsonNode aws(String method, String target, String body) {
        Wire.Answer answer = send(method, target, "Content-Type: application/json\r\n", body);
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(method + " " + target + ": " + answer.status() + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next line of any stage's access log; waits for it.
    String nextLine() throws InterruptedException {
        return String.valueOf(accessLog.poll(20, TimeUnit.SECONDS));
    }

    int port() {
        return listener.port();
    }

    /// A call of an API by its short address.
    Wire.Answer call(String method, String api, String path, String headers, byte[] body) {
        return send(method, "/_api/" + api + "/" + STAGE + path, headers, body);
    }

    Wire.Answer call(String method, String api, String path, String headers, String body) {
        return call(method, api, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    Wire.Answer get(String api, String path) {
        return call("GET", api, path, "", "");
    }

    Wire.Answer send(String method, String target, String headers, String body) {
        return send(method, target, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /// @param headers each with its line end; a length is added where there is a body
    Wire.Answer send(String method, String target, String headers, byte[] body) {
        String host = headers.startsWith("Host: ") ? "" : "Host: 127.0.0.1:" + port() + "\r\n";
        String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
        return Wire.send(
                port(),
                method + " " + target + " HTTP/1.1\r\n" + host + "Connection: close\r\n" + headers + length,
                body);
    }

    @Override
    public void close() {
        listener.close();
        gateway.close();
        plans.close();
        log.close();
    }
}
