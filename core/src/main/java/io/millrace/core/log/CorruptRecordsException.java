package io.millrace.core.log;

/// Records on disk are damaged: their checksum does not fit. They are reported and never served.
public final class CorruptRecordsException extends RuntimeException {
    private final long offset;
    private final long resumeOffset;

    /// @param where file and byte position, for the person who looks
    /// @param offset first record that cannot be read
    /// @param resumeOffset first record after it that can, or the end of the stream
    public CorruptRecordsException(String where, long offset, long resumeOffset) {
        super("Corrupt records %d to %d in %s".formatted(offset, resumeOffset - 1, where));
        this.offset = offset;
        this.resumeOffset = resumeOffset;
    }

    public long offset() {
        return offset;
    }

    public long resumeOffset() {
        return resumeOffset;
    }
}
