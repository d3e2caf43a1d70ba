package io.millrace.systemtests;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// In the place of the Mysfits service: it knows the one mysfit `ev-1`, and its first answer is that it is not ready.
final class StubMysfits implements AutoCloseable {
    private static final String EVANGELINE = """
            {"mysfitId":"ev-1","name":"Evangeline","species":"Chimera","goodevil":"Good","lawchaos":"Lawful"}""";

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer service;

    StubMysfits() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/mysfits/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().equals("/mysfits/ev-1");
            byte[] body = (known ? EVANGELINE : "{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked.getAndIncrement() == 0 ? 503 : known ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    String url() {
        return "http://127.0.0.1:" + service.getAddress().getPort();
    }

    @Override
    public void close() {
        service.stop(0);
    }
}
