package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The listener as a client's socket sees it.
@Timeout(60)
class HttpListenerTest {
    private static final String WAITING =
            "PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";

    @Test
    void aBodyIsReadWholeAndAnswered() throws Exception {
        try (HttpListener listener = HttpListener.start("127.0.0.1", 0, HttpListenerTest::echo)) {
            String answer =
                    talk(listener, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
            assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("hi");
        }
    }

    @Test
    void aBodyOverItsBoundIsRefusedAndTheConnectionEnds() throws Exception {
        try (HttpListener listener = HttpListener.start("127.0.0.1", 0, HttpListenerTest::echo)) {
            String answer =
                    talk(listener, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + "y".repeat(100));
            assertThat(answer).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aClientThatWaitsForLeaveToSendIsGivenItWhenItsBodyIsWanted() throws Exception {
        try (HttpListener listener = HttpListener.start("127.0.0.1", 0, HttpListenerTest::echo);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(ascii(WAITING));
            String leave = "HTTP/1.1 100 Continue\r\n\r\n";
            assertThat(new String(socket.getInputStream().readNBytes(leave.length()), StandardCharsets.ISO_8859_1))
                    .isEqualTo(leave);
            socket.getOutputStream().write(ascii("hi"));
            assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 200 OK");
        }
    }

    /// Some clients lose an answer that comes in one packet with the leave to send.
    @Test
    void aRequestThatIsRefusedUnreadIsAnsweredAloneAndItsConnectionEnds() throws Exception {
        HttpHandler refuses =
                exchange -> exchange.streaming(() -> exchange.send(Response.of(501, "text/plain", "not that")));
        try (HttpListener listener = HttpListener.start("127.0.0.1", 0, refuses)) {
            assertThat(talk(listener, WAITING))
                    .startsWith("HTTP/1.1 501 Not Implemented")
                    .contains("Connection: close")
                    .endsWith("not that");
        }
    }

    @Test
    void headersOverTheBoundAndThingsThatAreNotHttpAreRefused() throws Exception {
        try (HttpListener listener = HttpListener.start("127.0.0.1", 0, HttpListenerTest::echo)) {
            String large = "X: " + "y".repeat(Limit.HTTP_HEADER_BYTES.intValue());
            assertThat(talk(listener, "GET / HTTP/1.1\r\nHost: x\r\n" + large + "\r\n\r\n"))
                    .contains(" 431 ");
            String line = "GET /" + "y".repeat(Limit.HTTP_LINE_BYTES.intValue());
            assertThat(talk(listener, line + " HTTP/1.1\r\nHost: x\r\n\r\n")).contains(" 414 ");
            assertThat(talk(listener, "this is not HTTP\r\n\r\n")).contains(" 400 ");
        }
    }

    @Test
    void aClientThatLeavesInMidBodyDisturbsNobody() throws Exception {
        try (HttpListener listener = HttpListener.start("127.0.0.1", 0, HttpListenerTest::echo)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                socket.getOutputStream().write(ascii("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhi"));
            }
            String answer =
                    talk(listener, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
            assertThat(answer).endsWith("hi");
        }
    }

    @Test
    void anAnswerThatIsCutShortClosesTheConnection() throws Exception {
        HttpHandler half = exchange -> exchange.blocking(() -> {
            try (OutputStream out = exchange.sendStream(Response.of(200, Map.of("Content-Length", "10")))) {
                out.write(ascii("half"));
            }
        });
        try (HttpListener listener = HttpListener.start("127.0.0.1", 0, half)) {
            String answer = talk(listener, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(answer).doesNotContain("halfhalf").startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aFaultOfAHandlerIsA500AndTheNextRequestIsAnswered() throws Exception {
        HttpHandler faulty = exchange -> {
            if (exchange.path().equals("/bad")) {
                throw new IllegalStateException("on purpose");
            }
            exchange.send(Response.of(200, "text/plain", "fine"));
        };
        try (HttpListener listener = HttpListener.start("127.0.0.1", 0, faulty)) {
            assertThat(talk(listener, "GET /bad HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .contains(" 500 ");
            assertThat(talk(listener, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .endsWith("fine");
        }
    }

    @Test
    void closingLetsTheRequestInHandEnd() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        HttpHandler slow = exchange -> exchange.blocking(() -> {
            arrived.countDown();
            mayAnswer.await();
            exchange.send(Response.of(200, "text/plain", "late"));
        });
        HttpListener listener = HttpListener.start("127.0.0.1", 0, slow);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> answer = threads.submit(() -> talk(listener, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            Future<?> closed = threads.submit(listener::close);
            mayAnswer.countDown();
            assertThat(answer.get(10, TimeUnit.SECONDS)).endsWith("late");
            closed.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoComesFromTheMachinesOwnAddressesIsKnown() throws Exception {
        HttpHandler where =
                exchange -> exchange.send(Response.of(200, "text/plain", "here: " + exchange.isFromThisMachine()));
        try (HttpListener listener = HttpListener.start("0.0.0.0", 0, where)) {
            for (InetAddress address : List.of(InetAddress.getLoopbackAddress(), InetAddress.getLocalHost())) {
                try (Socket socket = new Socket(address, listener.port())) {
                    socket.getOutputStream().write(ascii("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
                    assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                            .endsWith("here: true");
                }
            }
        }
    }

    @Test
    void listenersShareTheirLoopsAndCloseEachByItself() throws Exception {
        try (EventLoops loops = EventLoops.start()) {
            HttpListener first = loops.listen(ListenerSettings.main("127.0.0.1", 0), HttpListenerTest::echo);
            HttpListener second = loops.listen(
                    ListenerSettings.main("127.0.0.1", 0),
                    exchange -> exchange.send(Response.of(200, "text/plain", "second")));
            assertThat(first.port()).isNotEqualTo(second.port());
            assertThat(loops.listeners()).isEqualTo(2);
            first.close();
            first.close();
            assertThat(loops.listeners()).isEqualTo(1);
            assertThat(talk(second, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .endsWith("second");
        }
    }

    private static void echo(Exchange exchange) {
        exchange.withBody(
                10,
                body -> exchange.send(new Response(200, Map.of(), body)),
                () -> exchange.send(Response.of(413, "text/plain", "too large")));
    }

    /// Everything that the server says until it closes the connection.
    private static String talk(HttpListener listener, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(ascii(request));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
