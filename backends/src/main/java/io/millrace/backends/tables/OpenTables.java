package io.millrace.backends.tables;

import io.millrace.backends.file.FolderLock;
import io.millrace.core.fault.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// The parts of a store that is open.
final class OpenTables implements AutoCloseable {
    private static final String FILE = "tables.db";
    private static final int CACHE_BYTES = 32 << 20;

    private final FolderLock lock;
    private final AtomicReference<State> state;
    private final Mover mover;
    private final FileReader writersReader;
    private final TableWriter writer;
    private final ReadPool pool;
    private final TableReads reads;

    private OpenTables(Path folder, FolderLock lock, Connection connection, InstantSource clock)
            throws SQLException, IOException {
        this.lock = lock;
        Path file = folder.resolve(FILE);
        state = new AtomicReference<>(new State(Overlay.EMPTY, Overlay.EMPTY, 0, Set.of(), Map.of()));
        mover = new Mover(connection, state);
        long number = recover(folder);
        pool = new ReadPool(file);
        reads = new TableReads(state, pool);
        state.updateAndGet(now -> now.written(Overlay.EMPTY, tables()));
        writersReader = new FileReader(Connections.reading(file, CACHE_BYTES));
        writer = new TableWriter(new TableWriter.Parts(folder, state, writersReader, mover, clock), number + 1);
        mover.start();
        writer.start();
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /// Opens what is in a folder, making it when nothing is.
    ///
    /// @throws UnavailableException when that cannot be done now
    static OpenTables open(Path folder, InstantSource clock) {
        FolderLock lock = null;
        Connection connection = null;
        try {
            Files.createDirectories(folder);
            lock = FolderLock.take(folder, "tables");
            connection = Connections.writing(folder.resolve(FILE));
            return new OpenTables(folder, lock, connection, clock);
        } catch (SQLException e) {
            close(connection, lock);
            throw SqlFaults.of(e);
        } catch (IOException | RuntimeException e) {
            close(connection, lock);
            throw new UnavailableException(
                    "The tables in %s cannot be opened: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static void close(Connection connection, FolderLock lock) {
        try (lock) {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
    }

    /// Moves what a crash has left in files of their own.
    ///
    /// @return the number of the last of these files
    private long recover(Path folder) throws SQLException, IOException {
        List<Path> files = Redo.all(folder);
        long moved = mover.moved();
        Overlay[] rows = {Overlay.EMPTY};
        long last = moved;
        for (Path file : files) {
            long number = Redo.number(file);
            if (number > moved) {
                Redo.replay(file, file.equals(files.getLast()), row -> rows[0] = rows[0].with(row));
                last = number;
            }
        }
        // Also with no rows: the state learns which trees there are.
        mover.move(rows[0], last);
        for (Path file : files) {
            Files.delete(file);
        }
        return last;
    }

    private Map<String, TableTrees> tables() {
        Map<String, TableTrees> tables = new HashMap<>();
        reads.rows(MetaRows.TREE, MetaRows.tables(), row -> {
            TableTrees table = TableTrees.read(row.value());
            tables.put(table.layout().id(), table);
            return true;
        });
        return Map.copyOf(tables);
    }

    Map<String, TableTrees> known() {
        return state.get().tables();
    }

    TableReads reads() {
        return reads;
    }

    TableWriter writer() {
        return writer;
    }

    /// What was written lies in the database's file afterwards.
    @Override
    public void close() {
        try (lock;
                mover) {
            writer.close();
            writersReader.close();
            pool.close();
        } catch (SQLException e) {
            throw SqlFaults.of(e);
        }
    }
}
