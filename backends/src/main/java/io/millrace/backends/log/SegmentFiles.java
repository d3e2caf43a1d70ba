package io.millrace.backends.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The file operations of the log's writer, so that a test can let a disk be full or fail.
interface SegmentFiles {
    /// Opens a file for writing; creates it when it does not exist.
    SegmentFile open(Path file) throws IOException;

    /// Makes the folder's entries durable.
    void syncFolder(Path folder) throws IOException;

    /// A segment file open for writing.
    interface SegmentFile extends Closeable {
        /// Writes all that remains in the buffer.
        void write(ByteBuffer bytes, long position) throws IOException;

        /// Returns when all that was written is durable.
        void sync() throws IOException;

        void truncate(long bytes) throws IOException;
    }
}
