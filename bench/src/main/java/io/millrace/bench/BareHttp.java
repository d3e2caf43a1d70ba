package io.millrace.bench;

import io.millrace.core.limit.Limit;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;

/// The limit: the same server library with the same number of event loops, that reads the body and gives the same
/// answer, and does nothing else.
final class BareHttp {
    private static final byte[] ANSWER =
            "{\"RecordId\":\"01234567-0000000000000000000\",\"Encrypted\":false}".getBytes(StandardCharsets.US_ASCII);

    private BareHttp() {}

    public static void main(String[] args) {
        int port = Integer.parseInt(args[0]);
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        vertx.deployVerticle(() -> new Loop(port), new DeploymentOptions().setInstances(loops))
                .onSuccess(ignored -> System.out.println("ready"));
    }

    /// One event loop.
    private static final class Loop extends AbstractVerticle {
        private final int port;

        Loop(int port) {
            this.port = port;
        }

        @Override
        public void start() {
            HttpServerOptions options =
                    new HttpServerOptions().setTcpNoDelay(true).setMaxHeaderSize(Limit.HTTP_HEADER_BYTES.intValue());
            vertx.createHttpServer(options)
                    .requestHandler(request -> request.bodyHandler(body -> request.response()
                            .putHeader("Content-Type", "application/x-amz-json-1.1")
                            .putHeader("x-amzn-RequestId", "01234567-89ab-4cde-a123-456789abcdef")
                            .end(Buffer.buffer(ANSWER))))
                    .listen(port, "127.0.0.1");
        }
    }
}
