package io.millrace.core.delivery.compression;

import java.io.IOException;
import java.io.OutputStream;

/// A sink through one of the streams that compress.
final class StreamSink implements ObjectSink {
    private final OutputStream stream;
    private boolean closed;

    StreamSink(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            throw new IllegalStateException("Compression into memory failed", e);
        }
    }

    @Override
    public void finish() {
        closed = true;
        try {
            stream.close();
        } catch (IOException e) {
            throw new IllegalStateException("Compression into memory failed", e);
        }
    }

    /// Closing is the only way that these streams free their native memory; what it still writes goes into an object
    /// that is given up, and how that fails is of no interest.
    @Override
    public void release() {
        if (!closed) {
            closed = true;
            try {
                stream.close();
            } catch (IOException | RuntimeException e) {
                return;
            }
        }
    }
}
