package io.millrace.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.limit.Limit;
import io.millrace.server.StartOptions;
import io.millrace.server.terminal.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// What answers on a port of this machine.
final class LocalServer {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PAGE_BYTES_MAX = 4 << 10;

    private LocalServer() {}

    /// What a port was found to be.
    sealed interface Found {
        /// Nobody listens.
        record Nobody() implements Found {}

        /// A server that takes no requests yet, or no more.
        record Unready() implements Found {}

        /// A server of ours.
        record Ready() implements Found {}

        /// @param what it is, for the user
        record Stranger(String what) implements Found {}
    }

    static String url(int port) {
        return "http://" + StartOptions.DEFAULT_HOST + ":" + port;
    }

    static Found look(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
        } catch (IOException refused) {
            return new Found.Nobody();
        }
        try {
            return health(port);
        } catch (IOException notHttp) {
            return new Found.Stranger("Something that is not Millrace");
        }
    }

    /// Waits until it is ready.
    ///
    /// @param isAlive whether it can still become so
    /// @return how it is at last
    static Found await(int port, BooleanSupplier isAlive) throws InterruptedException {
        long end = System.nanoTime()
                + Duration.ofSeconds(Limit.DEPLOY_START_SECONDS.value()).toNanos();
        Found found = look(port);
        while (found instanceof Found.Nobody || found instanceof Found.Unready) {
            if (!isAlive.getAsBoolean() || System.nanoTime() - end > 0) {
                return found;
            }
            TimeUnit.MILLISECONDS.sleep(Limit.DEPLOY_POLL_MIN_MILLIS.value());
            found = look(port);
        }
        return found;
    }

    /// Made without the JDK's larger client: this is asked before anything else, and loading that one can be felt.
    private static Found health(int port) throws IOException {
        HttpURLConnection page = (HttpURLConnection)
                URI.create(url(port) + "/_millrace/health").toURL().openConnection();
        page.setConnectTimeout((int) PATIENCE.toMillis());
        page.setReadTimeout((int) PATIENCE.toMillis());
        int status = page.getResponseCode();
        try (InputStream body = status == 200 ? page.getInputStream() : page.getErrorStream()) {
            String text = body == null ? "" : new String(body.readNBytes(PAGE_BYTES_MAX), StandardCharsets.UTF_8);
            JsonNode answer = text.startsWith("{") ? new ObjectMapper().readTree(text) : null;
            if (answer == null || !answer.has("version") || !answer.has("status")) {
                return new Found.Stranger("Something that is not Millrace");
            }
            String version = answer.path("version").asText();
            if (!version.equals(Version.TEXT)) {
                return new Found.Stranger("Millrace " + TerminalText.safe(version));
            }
            return status == 200 ? new Found.Ready() : new Found.Unready();
        } finally {
            page.disconnect();
        }
    }
}
