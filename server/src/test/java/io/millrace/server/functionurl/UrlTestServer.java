package io.millrace.server.functionurl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.invoke.Functions;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.Cors;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import io.millrace.core.resource.lambda.FunctionPermission;
import io.millrace.core.resource.lambda.FunctionSnapshot;
import io.millrace.core.resource.lambda.FunctionUrl;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/// Function URLs behind a real listener: `open` for everyone, `iam` for those who sign, `closed` without a policy.
/// Everything else is answered 418.
final class UrlTestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T09:05:07.123Z");
    private static final int PATIENCE_MILLIS = 20_000;

    final AtomicReference<Invocation> last = new AtomicReference<>();
    final Catalog catalog;
    private final EmbeddedLog log;
    private final HttpListener listener;
    private volatile Behaviour behaviour = (function, invocation) -> good("{}");

    /// What functions do.
    @FunctionalInterface
    interface Behaviour {
        FunctionResult run(RunnableFunction function, Invocation invocation);
    }

    /// @param head status line and headers
    /// @param body one char per byte
    record Answer(int status, String head, String body) {}

    UrlTestServer(Path folder, Authenticator authenticator) {
        InstantSource clock = InstantSource.fixed(NOW);
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), clock);
        catalog = Catalog.open(log);
        Functions functions = new Functions(catalog, new Runner(), new Random(1), UUID::randomUUID);
        FunctionUrls urls = new FunctionUrls();
        catalog.listen(urls);
        FunctionUrlDoor door = new FunctionUrlDoor(urls, functions, catalog, authenticator, clock);
        listener = HttpListener.start("127.0.0.1", 0, exchange -> {
            if (!door.handle(exchange)) {
                exchange.send(Response.of(418, "text/plain", "not a function URL\n"));
            }
        });
        make("open", FunctionUrl.AuthType.NONE, Optional.empty());
        make("iam", FunctionUrl.AuthType.AWS_IAM, Optional.empty());
        make("closed", FunctionUrl.AuthType.NONE, Optional.empty());
        permit("open", "*", "NONE");
        permit("closed", "*", "AWS_IAM");
    }

    private final class Runner implements FunctionRunner {
        @Override
        public void require(RunnableFunction function) {}

        @Override
        public FunctionResult invoke(RunnableFunction function, Invocation invocation) {
            last.set(invocation);
            return behaviour.run(function, invocation);
        }

        @Override
        public void retire(String region, String name) {}

        @Override
        public void close() {}
    }

    /// A function with a URL whose id is its name.
    void make(String name, FunctionUrl.AuthType authType, Optional<Cors> cors) {
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
                new LambdaFunction(name, Arn.DEFAULT_REGION, latest, 0, Optional.empty(), Map.of()),
                "ResourceConflictException");
        catalog.create(
                new FunctionUrl(name, Arn.DEFAULT_REGION, Optional.empty(), name, authType, cors, NOW, NOW),
                "ResourceConflictException");
    }

    void permit(String name, String principal, String authType) {
        ObjectNode statement = JsonNodeFactory.instance
                .objectNode()
                .put("Sid", "s")
                .put("Effect", "Allow")
                .put("Principal", principal)
                .put("Action", "lambda:InvokeFunctionUrl")
                .put("Resource", Arn.of("lambda", Arn.DEFAULT_REGION, "function:" + name));
        statement.putObject("Condition").putObject("StringEquals").put("lambda:FunctionUrlAuthType", authType);
        catalog.create(
                new FunctionPermission(name, Arn.DEFAULT_REGION, Optional.empty(), "s-" + authType, statement),
                "ResourceConflictException");
    }

    void behaviour(Behaviour changed) {
        behaviour = changed;
    }

    int port() {
        return listener.port();
    }

    String host(String urlId) {
        return urlId + ".lambda-url.us-east-1.localhost:" + port();
    }

    /// @param head `GET /path`
    /// @param headers each with its line end
    Answer send(String urlId, String head, String headers, byte[] body) {
        String lines = head + " HTTP/1.1\r\nHost: " + host(urlId) + "\r\nConnection: close\r\n" + headers
                + (body.length > 0 ? "Content-Length: " + body.length + "\r\n" : "") + "\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            String text = answer.toString(StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            return new Answer(Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer get(String urlId, String headers) {
        return send(urlId, "GET /", headers, new byte[0]);
    }

    static FunctionResult good(String json) {
        return good(json.getBytes(StandardCharsets.UTF_8));
    }

    static FunctionResult good(byte[] payload) {
        return new FunctionResult(payload, Optional.empty(), RunnableFunction.LATEST, new byte[0]);
    }

    @Override
    public void close() {
        listener.close();
        log.close();
    }
}
