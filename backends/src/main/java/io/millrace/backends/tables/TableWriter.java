package io.millrace.backends.tables;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.TableLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that changes tables. It takes what waits as a group, does it in memory, forces the rows to disk once,
/// and only then lets readers and askers know.
final class TableWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);
    private static final int GATHER_SHARE = 4;

    private final Path folder;
    private final AtomicReference<State> state;
    private final FileReader file;
    private final Mover mover;
    private final InstantSource clock;
    private final BlockingQueue<Ask<?>> queue = new LinkedBlockingQueue<>(TableLimit.TABLE_QUEUE_WRITES.intValue());
    private final Thread thread = Thread.ofPlatform().name("tables-writer").unstarted(this::run);
    private Redo redo;
    private long number;
    private long firstMillis;
    private long forceNanos;
    private int expected;
    private volatile boolean closed;

    /// @param parts what it works with; the reader is its own
    /// @param number of the first file that it makes
    TableWriter(Parts parts, long number) throws IOException {
        this.folder = parts.folder;
        this.state = parts.state;
        this.file = parts.file;
        this.mover = parts.mover;
        this.clock = parts.clock;
        this.number = number;
        this.redo = Redo.create(folder, number);
    }

    record Parts(Path folder, AtomicReference<State> state, FileReader file, Mover mover, InstantSource clock) {}

    void start() {
        thread.start();
    }

    /// Does something in a group and returns when that is durable.
    ///
    /// @throws UnavailableException when too much waits, or nothing can be written
    <T> T ask(Ask.Work<T> work) {
        Ask<T> ask = new Ask<>(work);
        if (closed) {
            throw new UnavailableException("The tables are closed");
        }
        if (!queue.offer(ask)) {
            throw new UnavailableException("Too many writes to tables wait; try again");
        }
        if (closed && queue.remove(ask)) {
            throw new UnavailableException("The tables are closed");
        }
        return ask.join();
    }

    private void run() {
        Deque<Ask<?>> taken = new ArrayDeque<>();
        try {
            while (!closed || !queue.isEmpty()) {
                take(taken);
                while (!taken.isEmpty()) {
                    commit(taken);
                    freezeWhenDue();
                }
                freezeWhenDue();
            }
            freezeAtTheEnd();
        } catch (InterruptedException e) {
            LOG.warn("The tables' writer was interrupted", e);
        } finally {
            closed = true;
            queue.forEach(ask -> ask.fail(new UnavailableException("The tables are closed")));
        }
    }

    private void take(Deque<Ask<?>> into) throws InterruptedException {
        Ask<?> first = state.get().active().isEmpty()
                ? queue.take()
                : queue.poll(TableLimit.TABLE_FREEZE_MILLIS.value(), TimeUnit.MILLISECONDS);
        if (first != null) {
            into.add(first);
            queue.drainTo(into, TableLimit.TABLE_GROUP_WRITES.intValue() - 1);
            gather(into);
        }
    }

    /// Those who were just answered ask again at once as a rule. Waiting for them a fraction of what forcing the disk
    /// takes makes one group of what would be two by turns; who asks alone does not wait.
    private void gather(Deque<Ask<?>> into) throws InterruptedException {
        long end = System.nanoTime() + forceNanos / GATHER_SHARE;
        while (into.size() < Math.min(expected, TableLimit.TABLE_GROUP_WRITES.intValue())) {
            Ask<?> next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            into.add(next);
            queue.drainTo(into, TableLimit.TABLE_GROUP_WRITES.intValue() - into.size());
        }
    }

    /// Does as many as fit into one group.
    private void commit(Deque<Ask<?>> taken) throws InterruptedException {
        List<Ask<?>> asks = new ArrayList<>(taken.size());
        try {
            requireRoom();
            State before = state.get();
            Group group = new Group(before, file);
            while (!taken.isEmpty() && group.bytes() < TableLimit.TABLE_GROUP_BYTES.value()) {
                Ask<?> ask = taken.remove();
                asks.add(ask);
                ask.run(group);
            }
            group.finish();
            if (!group.rows().isEmpty()) {
                long begun = System.nanoTime();
                redo.append(group.rows());
                forceNanos = System.nanoTime() - begun;
                if (before.active().isEmpty()) {
                    firstMillis = clock.millis();
                }
                state.updateAndGet(group::on);
            }
            expected = asks.size() + queue.size();
            asks.forEach(Ask::finish);
        } catch (IOException e) {
            fail(asks, taken, new UnavailableException("Tables cannot be written: " + e.getMessage(), e));
        } catch (SQLException e) {
            fail(asks, taken, SqlFaults.of(e));
        } catch (UnavailableException e) {
            fail(asks, taken, e);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("The tables' writer failed", e);
            fail(asks, taken, new UnavailableException("Tables cannot be written: " + e, e));
        }
    }

    private static void fail(List<Ask<?>> asks, Deque<Ask<?>> rest, UnavailableException e) {
        asks.forEach(ask -> ask.fail(e));
        rest.forEach(ask -> ask.fail(e));
        rest.clear();
    }

    /// Waits for the mover while memory holds as many rows as it may.
    private void requireRoom() throws InterruptedException {
        if (state.get().active().bytes() < TableLimit.TABLE_PENDING_BYTES.value()) {
            return;
        }
        if (!mover.tryTake(TableLimit.TABLE_WAIT_SECONDS.value() * 1_000)) {
            throw new UnavailableException("The tables' file does not take what was written: " + mover.problem());
        }
        freeze();
        if (!state.get().active().isEmpty()) {
            throw new UnavailableException("The tables' next file of rows cannot be made");
        }
    }

    private void freezeWhenDue() throws InterruptedException {
        Overlay active = state.get().active();
        boolean due = !active.isEmpty()
                && (active.bytes() >= TableLimit.TABLE_FREEZE_BYTES.value()
                        || clock.millis() - firstMillis >= TableLimit.TABLE_FREEZE_MILLIS.value());
        if (due && mover.tryTake(0)) {
            freeze();
        }
    }

    /// Hands the active rows over and begins the next file. Only after the mover was taken.
    private void freeze() throws InterruptedException {
        Redo next;
        try {
            redo.finish();
            next = Redo.create(folder, number + 1);
        } catch (IOException e) {
            LOG.warn("The next file of rows cannot be made: {}", e.toString());
            firstMillis = clock.millis();
            mover.keep();
            return;
        }
        Path old = redo.file();
        closeFile();
        redo = next;
        number++;
        mover.hand(state.updateAndGet(State::froze).frozen(), old);
    }

    private void freezeAtTheEnd() throws InterruptedException {
        if (!state.get().active().isEmpty() && mover.tryTake(TableLimit.TABLE_WAIT_SECONDS.value() * 1_000)) {
            freeze();
        }
        closeFile();
        if (state.get().active().isEmpty()) {
            redo.delete();
        }
    }

    private void closeFile() {
        try {
            redo.close();
        } catch (IOException e) {
            LOG.warn("A file of rows could not be closed: {}", e.toString());
        }
    }

    /// Does what waits, then ends.
    @Override
    public void close() {
        closed = true;
        // Wakes it; one that is full is awake.
        queue.offer(new Ask<>(group -> null));
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
