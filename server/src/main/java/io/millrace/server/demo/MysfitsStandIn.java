package io.millrace.server.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What stands in for the Mysfits service in the demo: `GET /mysfits/{id}`, the one thing that the function which
/// enriches clicks asks of it.
public final class MysfitsStandIn implements AutoCloseable {
    private static final String PATH = "/mysfits/";
    private static final Map<String, Mysfit> MYSFITS =
            Mysfit.CATALOGUE.stream().collect(Collectors.toMap(Mysfit::mysfitId, Function.identity()));

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public MysfitsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, MysfitsStandIn::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        Mysfit mysfit = MYSFITS.get(exchange.getRequestURI().getPath().substring(PATH.length()));
        byte[] body = (mysfit == null ? "{}" : mysfit.json().toString()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(mysfit == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
