package io.millrace.examples.mysfits.clicks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The Mysfits service, as far as its API goes: it knows what it was told of, answers 404 for the rest, and writes down
/// what it was asked.
final class StubService implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> mysfits = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile Hang hang = Hang.NOWHERE;

    /// Where an answer stops.
    enum Hang {
        NOWHERE,
        BEFORE_HEADERS,
        IN_BODY
    }

    StubService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/mysfits/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    StubService knows(String id, String json) {
        mysfits.put(id, json);
        return this;
    }

    void answersAlways(int failure) {
        status = failure;
    }

    void hangs(Hang where) {
        hang = where;
    }

    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        String mysfit = mysfits.get(path.substring("/mysfits/".length()));
        byte[] body = (mysfit == null ? "{}" : mysfit).getBytes(StandardCharsets.UTF_8);
        if (hang == Hang.BEFORE_HEADERS) {
            return;
        }
        exchange.sendResponseHeaders(status == 200 && mysfit == null ? 404 : status, body.length);
        if (hang == Hang.IN_BODY) {
            exchange.getResponseBody().write(body, 0, 1);
            exchange.getResponseBody().flush();
            return;
        }
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
