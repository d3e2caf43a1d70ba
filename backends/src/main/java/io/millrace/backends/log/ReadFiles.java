package io.millrace.backends.log;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// The segment files open for reading, the least recently used closed beyond the bound. A file may be closed under
/// a reader (by the bound, or by the interrupt of another reader: that is how channels are); it is opened again.
/// Any thread.
final class ReadFiles implements AutoCloseable {
    private static final int OPEN_MAX = Limit.LOG_OPEN_FILES.intValue() / 2;

    private final LinkedHashMap<Segment, FileChannel> channels = new LinkedHashMap<>(16, 0.75f, true);

    /// Reads as `FileChannel.read` does.
    ///
    /// @throws ClosedByInterruptException when this thread is interrupted
    int read(Segment segment, ByteBuffer target, long position) throws IOException {
        while (true) {
            FileChannel channel = channel(segment);
            try {
                return channel.read(target, position);
            } catch (ClosedByInterruptException e) {
                forget(segment, channel);
                throw e;
            } catch (ClosedChannelException e) {
                forget(segment, channel);
            }
        }
    }

    private FileChannel channel(Segment segment) throws IOException {
        synchronized (channels) {
            FileChannel known = channels.get(segment);
            if (known != null) {
                return known;
            }
            FileChannel opened = FileChannel.open(segment.file(), StandardOpenOption.READ);
            channels.put(segment, opened);
            if (channels.size() > OPEN_MAX) {
                Map.Entry<Segment, FileChannel> eldest = channels.pollFirstEntry();
                eldest.getValue().close();
            }
            return opened;
        }
    }

    private void forget(Segment segment, FileChannel channel) {
        synchronized (channels) {
            channels.remove(segment, channel);
        }
    }

    /// Closes a file that is about to be deleted.
    void close(Segment segment) {
        synchronized (channels) {
            closeQuietly(channels.remove(segment));
        }
    }

    @Override
    public void close() {
        synchronized (channels) {
            channels.values().forEach(ReadFiles::closeQuietly);
            channels.clear();
        }
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
