package io.millrace.backends.log;

import io.millrace.backends.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Segment files on a disk.
///
/// @param fsync false to leave it to the system when bytes reach the disk: what was acknowledged then survives a kill
/// of
///     the process, but not a loss of power
record DiskFiles(boolean fsync) implements SegmentFiles {
    @Override
    public SegmentFile open(Path file) throws IOException {
        return new DiskFile(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE), fsync);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        if (fsync) {
            AtomicFile.forceFolder(folder);
        }
    }

    private record DiskFile(FileChannel channel, boolean fsync) implements SegmentFile {
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        }

        @Override
        public void sync() throws IOException {
            if (fsync) {
                channel.force(false);
            }
        }

        @Override
        public void truncate(long bytes) throws IOException {
            channel.truncate(bytes);
            sync();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
