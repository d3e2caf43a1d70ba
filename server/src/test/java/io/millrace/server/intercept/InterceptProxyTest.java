package io.millrace.server.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The proxy as sockets on both sides see it.
@Timeout(60)
class InterceptProxyTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String OK = "HTTP/1.1 200 Connection established\r\n\r\n";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket own;
    private ServerSocket other;
    private InterceptProxy proxy;

    @BeforeEach
    void start() throws IOException {
        own = new ServerSocket(0, 50, LOOPBACK);
        other = new ServerSocket(0, 50, LOOPBACK);
        proxy = InterceptProxy.start(
                own.getLocalPort(),
                new InterceptProxy.Times(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(2), 8));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        own.close();
        other.close();
        threads.close();
    }

    @Test
    void aMegabyteGoesBothWaysAtOnceByteForByteAndEachDirectionEndsAlone() throws Exception {
        byte[] up = random(1 << 20, 1);
        byte[] down = random(1 << 20, 2);
        try (Socket client = connect("127.0.0.1:" + other.getLocalPort());
                Socket server = other.accept()) {
            Future<?> sent = threads.submit(() -> send(client, up));
            Future<byte[]> arrived =
                    threads.submit(() -> server.getInputStream().readAllBytes());
            assertThat(arrived.get(20, TimeUnit.SECONDS)).isEqualTo(up);
            sent.get(20, TimeUnit.SECONDS);
            Future<?> answered = threads.submit(() -> send(server, down));
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(down);
            answered.get(20, TimeUnit.SECONDS);
        }
        awaitNoConnections();
    }

    @Test
    void whatIsSentTogetherWithTheRequestIsNotLost() throws Exception {
        try (Socket client = new Socket(LOOPBACK, proxy.port())) {
            client.getOutputStream()
                    .write(ascii("CONNECT localhost:" + other.getLocalPort() + " HTTP/1.1\r\nHost: x\r\n\r\nearly"));
            try (Socket server = other.accept()) {
                assertThat(server.getInputStream().readNBytes(5)).isEqualTo(ascii("early"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "firehose.us-east-1.amazonaws.com:443",
        "Bucket.S3.AmazonAWS.com:443",
        "firehose.cn-north-1.amazonaws.com.cn:443",
        "lambda.eu-west-1.api.aws:443",
        "s3.amazonaws.com.:443",
    })
    void callsOfAwsLeadToTheProgram(String target) throws Exception {
        try (Socket client = connect(target);
                Socket server = own.accept()) {
            client.getOutputStream().write(7);
            assertThat(server.getInputStream().read()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource({"amazonaws.com.example.org", "evilamazonaws.com", "amazonaws.com", "id.lambda-url.eu-west-1.on.aws"})
    void namesThatOnlyLookLikeAwsAreOthers(String host) {
        assertThat(AwsHosts.contains(host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET http://example.org/ HTTP/1.1 | 405",
                "OPTIONS * HTTP/1.1 | 405",
                "CONNECT example.org HTTP/1.1 | 400",
                "CONNECT example.org:0 HTTP/1.1 | 400",
                "CONNECT example.org:65536 HTTP/1.1 | 400",
                "CONNECT example.org:999999999999 HTTP/1.1 | 400",
                "CONNECT example.org:-1 HTTP/1.1 | 400",
                "CONNECT example.org:443/path HTTP/1.1 | 400",
                "CONNECT user@example.org:443 HTTP/1.1 | 400",
                "CONNECT [::1:443 HTTP/1.1 | 400",
                "CONNECT :443 HTTP/1.1 | 400",
                "CONNECT no-such-host.invalid:443 HTTP/1.1 | 502",
                "CONNECT 127.0.0.1:1 HTTP/1.1 | 502",
                "CONNECT 127.0.0.1:PROXY HTTP/1.1 | 403",
                "CONNECT 0.0.0.0:PROXY HTTP/1.1 | 403",
                "garbage | 400",
            })
    void whatItDoesNotDoIsRefusedAsProxiesDo(String line, int status) throws Exception {
        String answer = ask(line.replace("PROXY", Integer.toString(proxy.port())) + "\r\nHost: x\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Millrace: ");
        assertThat(answer).doesNotContain("java.").doesNotContain("Exception");
        awaitNoConnections();
    }

    @Test
    void requestsOverTheirBoundsAreRefused() throws Exception {
        String line = "CONNECT " + "x".repeat(Limit.HTTP_LINE_BYTES.intValue()) + ":443 HTTP/1.1";
        assertThat(ask(line + "\r\n\r\n")).contains(" 414 ");
        assertThat(ask("y".repeat(100_000))).contains(" 414 ");
        assertThat(ask("\u0016\u0003\u0001\u0000\n")).contains(" 400 ");
        assertThat(ask("CONNECT a:443 HTTP/1.1\r\nX: " + "y".repeat(100_000) + "\r\n\r\n"))
                .contains(" 431 ");
    }

    @Test
    void aClientThatSaysItSlowlyIsNotWaitedFor() throws Exception {
        try (Socket client = new Socket(LOOPBACK, proxy.port())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(ascii("CONNECT a:443"));
            assertThat(text(client)).contains(" 408 ");
        }
    }

    @Test
    void aTunnelThatIsSilentEnds() throws Exception {
        try (Socket client = connect("127.0.0.1:" + other.getLocalPort());
                Socket server = other.accept()) {
            client.setSoTimeout(20_000);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
        }
        awaitNoConnections();
    }

    @Test
    void thoseBeyondTheBoundAreRefusedUntilThereIsRoom() throws Exception {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(connect("127.0.0.1:" + other.getLocalPort()));
        }
        assertThat(ask("CONNECT a:443 HTTP/1.1\r\n\r\n")).contains(" 503 ");
        for (Socket client : clients) {
            client.close();
            other.accept().close();
        }
        awaitNoConnections();
        connect("127.0.0.1:" + other.getLocalPort()).close();
    }

    @Test
    void closingCutsOffWhatIsUnderWay() throws Exception {
        try (Socket client = connect("127.0.0.1:" + other.getLocalPort());
                Socket server = other.accept()) {
            proxy.close();
            assertThat(endsOrBreaks(client)).isTrue();
            assertThat(endsOrBreaks(server)).isTrue();
        }
    }

    private static boolean endsOrBreaks(Socket socket) {
        try {
            socket.setSoTimeout(20_000);
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Socket connect(String target) throws IOException {
        Socket client = new Socket(LOOPBACK, proxy.port());
        client.getOutputStream().write(ascii("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n"));
        assertThat(new String(client.getInputStream().readNBytes(OK.length()), StandardCharsets.US_ASCII))
                .isEqualTo(OK);
        return client;
    }

    private String ask(String request) throws IOException {
        try (Socket client = new Socket(LOOPBACK, proxy.port())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(ascii(request));
            client.shutdownOutput();
            return text(client);
        }
    }

    private static String text(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static Void send(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        socket.shutdownOutput();
        return null;
    }

    private void awaitNoConnections() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (proxy.connections() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(proxy.connections()).isZero();
    }

    private static byte[] random(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
