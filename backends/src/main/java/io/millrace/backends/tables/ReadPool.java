package io.millrace.backends.tables;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.TableLimit;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The connections that callers read with, at most [TableLimit#TABLE_READERS]. A caller waits for one without holding
/// its
/// carrier thread; inside SQLite a virtual thread does hold it, for microseconds where the pages are in memory.
final class ReadPool implements AutoCloseable {
    private static final int CACHE_BYTES = 8 << 20;

    private final Path file;
    private final Semaphore permits = new Semaphore(TableLimit.TABLE_READERS.intValue());
    private final ConcurrentLinkedDeque<FileReader> idle = new ConcurrentLinkedDeque<>();

    ReadPool(Path file) {
        this.file = file;
    }

    /// What is done with a connection.
    @FunctionalInterface
    interface Reading<T> {
        T with(FileReader reader) throws SQLException;
    }

    /// @throws UnavailableException when all are in use for too long
    <T> T read(Reading<T> reading) throws SQLException {
        await();
        try {
            FileReader reader = idle.pollFirst();
            if (reader == null) {
                reader = new FileReader(Connections.reading(file, CACHE_BYTES));
            }
            boolean sound = false;
            try {
                T result = reading.with(reader);
                sound = true;
                return result;
            } finally {
                if (sound) {
                    idle.addFirst(reader);
                } else {
                    reader.close();
                }
            }
        } finally {
            permits.release();
        }
    }

    private void await() {
        try {
            if (!permits.tryAcquire(TableLimit.TABLE_WAIT_SECONDS.value(), TimeUnit.SECONDS)) {
                throw new UnavailableException("Too many reads of tables at once; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("A read of a table was interrupted", e);
        }
    }

    @Override
    public void close() throws SQLException {
        permits.acquireUninterruptibly(TableLimit.TABLE_READERS.intValue());
        for (FileReader reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
            reader.close();
        }
    }
}
