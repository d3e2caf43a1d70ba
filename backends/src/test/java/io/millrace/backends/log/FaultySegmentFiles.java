package io.millrace.backends.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// A disk that can be full, fail to sync, or refuse to shorten a file; otherwise a real one.
final class FaultySegmentFiles implements SegmentFiles {
    private final SegmentFiles disk = new DiskFiles(true);
    final AtomicLong roomBytes = new AtomicLong(Long.MAX_VALUE);
    volatile boolean syncFails;
    volatile boolean truncateFails;
    volatile boolean folderSyncFails;
    volatile boolean openFails;

    @Override
    public SegmentFile open(Path file) throws IOException {
        refuseIf(openFails, "open");
        return new Faulty(disk.open(file));
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        refuseIf(folderSyncFails, "sync of the folder");
        disk.syncFolder(folder);
    }

    private static void refuseIf(boolean fails, String what) throws IOException {
        if (fails) {
            throw new IOException("Input/output error (" + what + ")");
        }
    }

    private final class Faulty implements SegmentFile {
        private final SegmentFile file;

        Faulty(SegmentFile file) {
            this.file = file;
        }

        /// Writes as much as there is room for, as a disk does that becomes full.
        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            int fits = (int) Math.min(roomBytes.get(), bytes.remaining());
            boolean full = fits < bytes.remaining();
            roomBytes.addAndGet(-fits);
            file.write(bytes.slice(bytes.position(), fits), position);
            bytes.position(bytes.position() + fits);
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void sync() throws IOException {
            refuseIf(syncFails, "sync");
            file.sync();
        }

        @Override
        public void truncate(long bytes) throws IOException {
            refuseIf(truncateFails, "truncate");
            file.truncate(bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
