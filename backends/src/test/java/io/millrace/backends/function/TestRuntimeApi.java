package io.millrace.backends.function;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.core.function.RuntimeApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Lambda's Runtime API on the JDK's own server: one server for each process.
final class TestRuntimeApi implements RuntimeApi {
    private static final String ROOT = "/2018-06-01/runtime/";

    static {
        // Else each answer waits 40 ms for the one before it to be acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /// Those who asked for an address, in the order of their start.
    final List<Worker> workers = new CopyOnWriteArrayList<>();

    @Override
    public Endpoint open(Worker worker) {
        workers.add(worker);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(ROOT, exchange -> serve(exchange, worker));
            server.start();
            return new Server(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Server(HttpServer server) implements Endpoint {
        @Override
        public String address() {
            return "127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static void serve(HttpExchange exchange, Worker worker) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        String header = exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type");
        String errorType = header == null ? "" : header;
        String[] parts = path.split("/", -1);
        if (path.equals("invocation/next")) {
            next(exchange, worker);
        } else if (path.equals("init/error")) {
            worker.initFailed(body, errorType);
            respond(exchange, 202, "{\"status\":\"OK\"}");
        } else if (parts.length == 3 && parts[2].equals("response")) {
            respond(exchange, worker.answered(parts[1], body) ? 202 : 400, "{\"status\":\"OK\"}");
        } else if (parts.length == 3 && parts[2].equals("error")) {
            respond(exchange, worker.failed(parts[1], body, errorType) ? 202 : 400, "{\"status\":\"OK\"}");
        } else {
            respond(exchange, 404, "{}");
        }
    }

    private static void next(HttpExchange exchange, Worker worker) throws IOException {
        Task task;
        try {
            task = worker.next().get();
        } catch (ExecutionException e) {
            respond(exchange, 403, "{}");
            return;
        } catch (InterruptedException e) {
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", task.invocation().requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(task.deadlineMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", task.invocation().invokedArn());
        task.invocation().traceHeader().ifPresent(it -> headers.set("Lambda-Runtime-Trace-Id", it));
        task.invocation().clientContext().ifPresent(it -> headers.set("Lambda-Runtime-Client-Context", it));
        respond(exchange, 200, task.invocation().payload());
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        respond(exchange, status, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
