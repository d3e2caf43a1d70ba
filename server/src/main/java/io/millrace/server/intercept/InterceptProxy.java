package io.millrace.server.intercept;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The proxy that functions are told to use for HTTPS, on a loopback port. It knows only `CONNECT`: port 443 of AWS's
/// services leads to this program itself; every other host and port leads to where it was asked for, untouched.
///
/// Who reaches the proxy is on this machine and could open the same connection without it. So it refuses no host, not
/// loopback either: it gives nobody a way that he has not. Only itself it refuses, which would be a circle.
///
/// Limits: [Limit#FUNCTION_PROXY_CONNECTIONS] at once, and for each the size of its request, the time to ask, the time
/// to connect and the silence, see [Limit]. Two virtual threads per connection; none is logged.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9110#name-connect>
final class InterceptProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InterceptProxy.class);
    private static final int HTTPS = 443;
    private static final int BACKLOG = 256;
    private static final int LINGER_MILLIS = 1_000;
    private static final int LINGER_READS = 64;
    /// Of those who find no room, so many are told why; the others see their connection closed.
    private static final int REFUSALS = 64;
    private static final byte[] ESTABLISHED =
            "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final InetSocketAddress own;
    private final Times times;
    private final Semaphore room;
    private final Semaphore refusals = new Semaphore(REFUSALS);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// What the proxy waits for, and how many it serves.
    record Times(Duration request, Duration connect, Duration idle, int connectionsMax) {
        static final Times LIMITS = new Times(
                Duration.ofSeconds(Limit.FUNCTION_PROXY_REQUEST_SECONDS.value()),
                Duration.ofSeconds(Limit.FUNCTION_PROXY_CONNECT_SECONDS.value()),
                Duration.ofSeconds(Limit.FUNCTION_PROXY_IDLE_SECONDS.value()),
                Limit.FUNCTION_PROXY_CONNECTIONS.intValue());
    }

    private InterceptProxy(ServerSocket listener, InetSocketAddress own, Times times) {
        this.listener = listener;
        this.own = own;
        this.times = times;
        this.room = new Semaphore(times.connectionsMax());
    }

    /// @param ownPort of the loopback address, where AWS's services are answered over TLS
    static InterceptProxy start(int ownPort, Times times) throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        ServerSocket listener = new ServerSocket(0, BACKLOG, loopback);
        InterceptProxy proxy = new InterceptProxy(listener, new InetSocketAddress(loopback, ownPort), times);
        Thread.ofVirtual().name("intercept-proxy").start(proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return times.connectionsMax() - room.availablePermits();
    }

    /// Cuts off what is under way.
    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Tunnel::close);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                if (room.tryAcquire()) {
                    Thread.ofVirtual().name("intercept").start(() -> serve(client, room, this::talk));
                } else if (refusals.tryAcquire()) {
                    Thread.ofVirtual().name("intercept").start(() -> serve(client, refusals, InterceptProxy::full));
                } else {
                    Tunnel.close(client);
                }
            } catch (IOException e) {
                if (!closed) {
                    LOG.warn("The proxy of functions could not take a connection: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    /// The system may be out of file handles for a moment.
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(Limit.RETRY_PAUSE_MIN_MILLIS.value());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is done with a connection.
    @FunctionalInterface
    private interface Service {
        void serve(Socket client) throws IOException, InterruptedException;
    }

    private void serve(Socket client, Semaphore taken, Service service) {
        try (client) {
            track(client);
            service.serve(client);
        } catch (IOException e) {
            // The client has gone; it knows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            taken.release();
        }
    }

    private static void full(Socket client) throws IOException {
        refuse(client, new ProxyRequest.Refusal(503, "Service Unavailable", "Too many connections at once"));
    }

    private void talk(Socket client) throws IOException, InterruptedException {
        try {
            long end = System.nanoTime() + times.request().toNanos();
            ProxyRequest request =
                    ProxyRequest.read(client.getInputStream(), () -> client.setSoTimeout(millisUntil(end)));
            if (request != null) {
                tunnel(client, request);
            }
        } catch (ProxyRequest.Refusal refusal) {
            refuse(client, refusal);
        }
    }

    private static int millisUntil(long nanos) throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return Math.toIntExact(millis);
    }

    private void tunnel(Socket client, ProxyRequest request)
            throws IOException, InterruptedException, ProxyRequest.Refusal {
        try (Socket server = new Socket()) {
            track(server);
            connect(server, request);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            client.getOutputStream().write(ESTABLISHED);
            try {
                new Tunnel(client, server, times.idle()).run(request.rest());
            } finally {
                open.remove(server);
            }
        }
    }

    private void connect(Socket server, ProxyRequest request) throws ProxyRequest.Refusal {
        try {
            boolean ours = request.port() == HTTPS && AwsHosts.contains(request.host());
            server.connect(
                    ours ? own : other(request), Math.toIntExact(times.connect().toMillis()));
        } catch (UnknownHostException e) {
            throw new ProxyRequest.Refusal(502, "Bad Gateway", "No such host: " + request.host());
        } catch (SocketTimeoutException e) {
            throw new ProxyRequest.Refusal(504, "Gateway Timeout", "No answer from " + request.host());
        } catch (ConnectException e) {
            throw new ProxyRequest.Refusal(502, "Bad Gateway", "Connection refused by " + request.host());
        } catch (IOException e) {
            throw new ProxyRequest.Refusal(502, "Bad Gateway", "Cannot connect to " + request.host());
        } finally {
            if (!server.isConnected()) {
                open.remove(server);
            }
        }
    }

    private InetSocketAddress other(ProxyRequest request) throws UnknownHostException, ProxyRequest.Refusal {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(request.host()), request.port());
        boolean loopback =
                address.getAddress().isLoopbackAddress() || address.getAddress().isAnyLocalAddress();
        if (loopback && request.port() == port()) {
            throw new ProxyRequest.Refusal(403, "Forbidden", "The proxy does not connect to itself");
        }
        return address;
    }

    private void track(Socket socket) {
        open.add(socket);
        if (closed) {
            Tunnel.close(socket);
        }
    }

    /// Answers, and reads what the client still sends for a moment: closing with bytes unread would take the answer
    /// from him.
    private static void refuse(Socket client, ProxyRequest.Refusal refusal) throws IOException {
        byte[] body = ("Millrace: " + refusal.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + refusal.status() + " " + refusal.reason() + "\r\n"
                + (refusal.status() == 405 ? "Allow: CONNECT\r\n" : "")
                + "Content-Type: text/plain\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
        client.getOutputStream().write(Der.join(head.getBytes(StandardCharsets.US_ASCII), body));
        client.shutdownOutput();
        client.setSoTimeout(LINGER_MILLIS);
        InputStream in = client.getInputStream();
        byte[] ignored = new byte[8 << 10];
        for (int i = 0; i < LINGER_READS && in.read(ignored) >= 0; i++) {
            client.setSoTimeout(LINGER_MILLIS);
        }
    }
}
