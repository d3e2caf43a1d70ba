package io.millrace.backends.tables;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/// Opens connections to the tables' file.
///
/// Source: <https://www.sqlite.org/pragma.html>, <https://www.sqlite.org/wal.html>
final class Connections {
    /// Says whose file it is, in its header: "MRTB".
    private static final int APPLICATION = 0x4D525442;

    private static final int VERSION = 1;
    private static final int BUSY_MILLIS = 5_000;

    /// How much of the file is read where the system has it in memory, without a call for each page. The file never
    /// shrinks.
    private static final String MAPPED = "PRAGMA mmap_size = 2147418112";

    private Connections() {}

    /// The one that writes. Makes the file when it is not there.
    ///
    /// @throws SQLException when it is no file of ours
    static Connection writing(Path file) throws SQLException {
        Connection connection = open(file);
        try (Statement statement = connection.createStatement()) {
            requireOurs(file, statement);
            for (String pragma : List.of(
                    "PRAGMA page_size = 4096",
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL",
                    "PRAGMA cache_size = -32768",
                    MAPPED,
                    // Pages, 16 MB: what is copied into the file after a commit that leaves more than that.
                    "PRAGMA wal_autocheckpoint = 4096",
                    "PRAGMA journal_size_limit = 67108864",
                    "PRAGMA application_id = " + APPLICATION,
                    "PRAGMA user_version = " + VERSION,
                    RowTable.create(MetaRows.TREE))) {
                statement.execute(pragma);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    static Connection reading(Path file, int cacheBytes) throws SQLException {
        Connection connection = open(file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = TRUE");
            statement.execute("PRAGMA cache_size = -" + cacheBytes / 1024);
            statement.execute(MAPPED);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static void requireOurs(Path file, Statement statement) throws SQLException {
        int application = number(statement, "PRAGMA application_id");
        int version = number(statement, "PRAGMA user_version");
        boolean fresh = number(statement, "SELECT count(*) FROM sqlite_master") == 0 && application == 0;
        if (!fresh && application != APPLICATION) {
            throw new SQLException("%s is a database of another program's".formatted(file));
        }
        if (!fresh && version != VERSION) {
            throw new SQLException("%s is of version %d; this program knows %d".formatted(file, version, VERSION));
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }
}
