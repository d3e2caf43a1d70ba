package io.millrace.backends.parquet;

import io.millrace.core.format.RecordFormat.ByteTarget;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/// An object under way as a file of parquet-java's. Closing it does nothing: the object's owner commits or gives up.
final class ParquetTarget extends PositionOutputStream implements OutputFile {
    private final ByteTarget target;
    private final byte[] one = new byte[1];
    private long position;

    ParquetTarget(ByteTarget target) {
        this.target = target;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int b) {
        one[0] = (byte) b;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        target.write(bytes, offset, length);
        position += length;
    }

    @Override
    public PositionOutputStream create(long blockBytes) {
        return this;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockBytes) {
        return this;
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }
}
