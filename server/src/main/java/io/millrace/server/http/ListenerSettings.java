package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.X509KeyManager;

/// How one port is listened on.
///
/// @param host address, an IPv6 one without brackets
/// @param port 0 for any free one
/// @param everyLoop whether all event loops serve it, or one: enough where few connections come
/// @param idle silence after which a connection is closed; zero for never
/// @param patience for requests in hand when it closes; zero to cut them off
/// @param bodiesBytesMax bodies that wait in memory at once, over its connections
/// @param key what to prove one's name with: TLS, with HTTP/2 where the client wants it; empty for none. It may come
/// from PEM or PKCS#12, or be chosen anew for each connection
public record ListenerSettings(
        String host,
        int port,
        boolean everyLoop,
        Duration idle,
        Duration patience,
        long bodiesBytesMax,
        Optional<X509KeyManager> key) {
    private static final String LOOPBACK = "127.0.0.1";

    /// The program's own port.
    public static ListenerSettings main(String host, int port) {
        return new ListenerSettings(
                host,
                port,
                true,
                Duration.ofSeconds(Limit.HTTP_IDLE_SECONDS.value()),
                Duration.ofSeconds(Limit.HTTP_SHUTDOWN_SECONDS.value()),
                Limit.HTTP_BODIES_BYTES.value(),
                Optional.empty());
    }

    /// Any free port of the loopback address, served as the main port is, but over TLS.
    public static ListenerSettings encrypted(X509KeyManager key) {
        ListenerSettings main = main(LOOPBACK, 0);
        return new ListenerSettings(LOOPBACK, 0, true, main.idle, main.patience, main.bodiesBytesMax, Optional.of(key));
    }

    /// Any free port of the loopback address, for one process: served by one loop, its connections never closed for
    /// their silence, its requests cut off when it closes.
    ///
    /// @param bodiesBytesMax bodies that wait in memory at once
    public static ListenerSettings forOneProcess(long bodiesBytesMax) {
        return new ListenerSettings(LOOPBACK, 0, false, Duration.ZERO, Duration.ZERO, bodiesBytesMax, Optional.empty());
    }
}
