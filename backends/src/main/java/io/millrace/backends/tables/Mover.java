package io.millrace.backends.tables;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.TableLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves frozen rows into the database's file, a whole overlay in one transaction and in the order of their keys, so
/// that pages which many rows share are written once. The only one who writes to that file; a thread of its own.
final class Mover implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mover.class);
    private static final Frozen END = new Frozen(Overlay.EMPTY, Path.of(""));

    private final Connection connection;
    private final AtomicReference<State> state;
    private final Semaphore idle = new Semaphore(1);
    private final SynchronousQueue<Frozen> handed = new SynchronousQueue<>();
    private final Thread thread = Thread.ofPlatform().name("tables-mover").unstarted(this::run);
    private volatile boolean closing;
    private volatile String problem = "it is behind";

    Mover(Connection connection, AtomicReference<State> state) {
        this.connection = connection;
        this.state = state;
    }

    /// @param file that holds these rows; deleted when the database has them
    private record Frozen(Overlay rows, Path file) {}

    void start() {
        thread.start();
    }

    /// Whether rows may be handed over; if so, only [#hand] or [#keep] ends that.
    boolean tryTake(long millis) throws InterruptedException {
        return idle.tryAcquire(millis, TimeUnit.MILLISECONDS);
    }

    /// The rows, after [#tryTake], that the state has as frozen.
    void hand(Overlay rows, Path file) throws InterruptedException {
        handed.put(new Frozen(rows, file));
    }

    /// Nothing to hand over after all.
    void keep() {
        idle.release();
    }

    /// Why it does not get on.
    String problem() {
        return problem;
    }

    private void run() {
        try {
            for (Frozen next = handed.take(); !next.rows.isEmpty(); next = handed.take()) {
                moveStubbornly(next);
                idle.release();
            }
        } catch (InterruptedException e) {
            LOG.warn("The tables' mover was interrupted", e);
        }
    }

    private void moveStubbornly(Frozen frozen) throws InterruptedException {
        boolean told = false;
        while (true) {
            try {
                move(frozen.rows, Redo.number(frozen.file));
                Files.deleteIfExists(frozen.file);
                problem = "it is behind";
                return;
            } catch (SQLException | IOException | RuntimeException e) {
                problem = e.toString();
                if (!told) {
                    LOG.error("Rows cannot be moved into the tables' file; they are kept in a file of their own", e);
                    told = true;
                }
                if (closing) {
                    return;
                }
                Thread.sleep(TableLimit.TABLE_MOVE_RETRY_MILLIS.value());
            }
        }
    }

    /// Writes rows and makes them durable, all or, when it throws, none.
    ///
    /// @param number of the file that holds them, which is never read again, even if its deletion does not last; 0
    /// for
    /// none
    void move(Overlay rows, long number) throws SQLException {
        Set<Integer> dropped = new HashSet<>();
        rows.forEach(row -> {
            if (MetaRows.isDropped(row)) {
                dropped.add(MetaRows.droppedTree(row));
            }
        });
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (int tree : dropped) {
                    statement.execute("DROP TABLE IF EXISTS t" + tree);
                }
                try (RowTable table = new RowTable(connection, dropped)) {
                    rows.forEach(table::put);
                    table.putMoved(number);
                    table.finish();
                }
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                rollBack(statement, e);
                throw e;
            }
        }
        Set<Integer> trees = trees();
        state.updateAndGet(before -> before.moved(trees));
    }

    /// SQLite may have rolled back by itself.
    private static void rollBack(Statement statement, Exception cause) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /// The number of the last file of rows that has been moved.
    long moved() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT v FROM t0 WHERE k = ?")) {
            statement.setBytes(1, MetaRows.MOVED);
            try (ResultSet result = statement.executeQuery()) {
                return MetaRows.readNumber(result.next() ? result.getBytes(1) : null);
            }
        }
    }

    /// Trees that the file has.
    private Set<Integer> trees() throws SQLException {
        Set<Integer> trees = new HashSet<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT substr(name, 2) FROM sqlite_master WHERE type = 'table'");
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                trees.add(result.getInt(1));
            }
        }
        return trees;
    }

    /// Ends after what it has in hand.
    @Override
    public void close() {
        closing = true;
        try {
            if (thread.isAlive()) {
                handed.put(END);
                thread.join();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new UnavailableException("The tables' file could not be closed: " + e.getMessage(), e);
        }
    }
}
