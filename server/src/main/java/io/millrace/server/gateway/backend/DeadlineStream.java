package io.millrace.server.gateway.backend;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A body that must have come to its end in time: the client's own time-out is over when the headers are there. Of one
/// thread.
final class DeadlineStream extends FilterInputStream {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineStream.class);

    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /// @param body whose close wakes up whoever reads
    DeadlineStream(InputStream body, Duration left) {
        super(body);
        end.orTimeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS).exceptionally(late -> {
            shut();
            return null;
        });
    }

    private void shut() {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("A late body did not close: {}", e.getMessage());
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = in.read(bytes, offset, length);
            requireInTime();
            return count;
        } catch (IOException e) {
            requireInTime();
            throw e;
        }
    }

    private void requireInTime() throws SocketTimeoutException {
        if (end.isCompletedExceptionally()) {
            throw new SocketTimeoutException("The body took too long");
        }
    }

    @Override
    public void close() throws IOException {
        end.complete(null);
        super.close();
    }
}
