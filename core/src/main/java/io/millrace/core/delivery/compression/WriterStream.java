package io.millrace.core.delivery.compression;

import io.millrace.core.store.ObjectWriter;
import java.io.OutputStream;

/// An object under way as a stream. Closing it does nothing: the object's owner commits or gives up.
final class WriterStream extends OutputStream {
    private final ObjectWriter writer;
    private final byte[] one = new byte[1];

    WriterStream(ObjectWriter writer) {
        this.writer = writer;
    }

    @Override
    public void write(int b) {
        one[0] = (byte) b;
        writer.write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        writer.write(bytes, offset, length);
    }
}
