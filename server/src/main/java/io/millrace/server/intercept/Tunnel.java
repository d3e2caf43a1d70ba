package io.millrace.server.intercept;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Two connections made one: bytes go both ways, each no faster than they are taken on the other side, and the end of
/// one direction leaves the other open. Ends when both directions have ended, when one breaks, or when neither has
/// carried a byte for so long.
final class Tunnel {
    private static final int BUFFER_BYTES = 64 << 10;

    private final Socket client;
    private final Socket server;
    private final long idleNanos;
    private volatile long lastNanos;

    Tunnel(Socket client, Socket server, Duration idle) throws IOException {
        this.client = client;
        this.server = server;
        this.idleNanos = idle.toNanos();
        this.lastNanos = System.nanoTime();
        client.setSoTimeout(Math.toIntExact(idle.toMillis()));
        server.setSoTimeout(Math.toIntExact(idle.toMillis()));
    }

    /// Carries until the end. The sockets are left to the caller to close.
    ///
    /// @param rest what the client has already sent
    void run(byte[] rest) throws IOException, InterruptedException {
        server.getOutputStream().write(rest);
        Thread back = Thread.ofVirtual().name("tunnel").start(() -> carry(server, client));
        carry(client, server);
        back.join();
    }

    private void carry(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                out.write(buffer, 0, count);
                lastNanos = System.nanoTime();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side has gone, or nobody has said anything for too long: the other direction has no use either.
            close(from);
            close(to);
        }
    }

    /// A direction that is silent waits on while the other is not.
    private int read(InputStream in, byte[] buffer) throws IOException {
        while (true) {
            try {
                int count = in.read(buffer);
                lastNanos = System.nanoTime();
                return count;
            } catch (SocketTimeoutException silence) {
                if (System.nanoTime() - lastNanos >= idleNanos) {
                    throw silence;
                }
            }
        }
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is of no use any more, closed or not.
        }
    }
}
