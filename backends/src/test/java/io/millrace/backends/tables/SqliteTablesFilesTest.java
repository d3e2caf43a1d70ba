package io.millrace.backends.tables;

import static io.millrace.core.store.TableFixtures.CLICKS;
import static io.millrace.core.store.TableFixtures.LAYOUT;
import static io.millrace.core.store.TableFixtures.click;
import static io.millrace.core.store.TableFixtures.key;
import static io.millrace.core.store.TableFixtures.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.ItemKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a store makes of the files that it finds, and of those that it leaves.
class SqliteTablesFilesTest {
    /// Stands still, so that nothing is moved before the store is closed.
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @TempDir
    private Path folder;

    @Test
    void withoutTablesThereAreNoFiles() throws IOException {
        try (TableStore store = new SqliteTables(folder, CLOCK)) {
            assertThat(store.tables()).isEmpty();
            store.drop(CLICKS);
            assertThatThrownBy(() -> store.extents(CLICKS)).isInstanceOf(IllegalArgumentException.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void afterAClosingTheDatabaseHasEverything() throws IOException, SQLException {
        written(2);
        assertThat(Redo.all(folder)).isEmpty();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tables.db"));
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM t1")) {
            assertThat(count.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void rowsOfACrashAreTakenAndATornGroupIsNot() throws IOException {
        Path crashed = crashed(3);
        byte[] rows = Files.readAllBytes(crashed);
        Files.write(crashed, Arrays.copyOf(rows, rows.length - 1));
        try (TableStore store = new SqliteTables(folder, CLOCK)) {
            assertThat(found(store)).containsExactly(true, true, false);
        }
    }

    @Test
    void damageBeforeTheEndIsReported() throws IOException {
        Path crashed = crashed(3);
        byte[] rows = Files.readAllBytes(crashed);
        rows[20] ^= 1;
        Files.write(crashed, rows);
        try (TableStore store = new SqliteTables(folder, CLOCK)) {
            assertThatThrownBy(store::tables)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("is damaged at byte 0");
        }
    }

    /// A deletion that a loss of power has undone.
    @Test
    void rowsThatWereMovedAreNotTakenAgain() throws IOException {
        Path crashed = crashed(1);
        Path kept = folder.resolveSibling(folder.getFileName() + "-kept");
        Files.move(crashed, kept, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(kept, crashed);
        try (TableStore store = new SqliteTables(folder, CLOCK)) {
            store.write(List.of(put(click("u", 0, "later", 1))));
        }
        Files.move(kept, crashed);
        try (TableStore store = new SqliteTables(folder, CLOCK)) {
            assertThat(store.get(List.of(new ItemKey(CLICKS, key("u", 0)))).getFirst())
                    .contains(click("u", 0, "later", 1));
        }
    }

    @Test
    void aForeignFileIsLeftAlone() throws IOException, SQLException {
        Path file = folder.resolve("tables.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (x)");
        }
        refused("is a database of another program's");
        Files.writeString(file, "no database, and long enough that nobody takes it for one".repeat(20));
        refused("no database of SQLite's");
    }

    @Test
    void twoStoresCannotHaveOneFolder() {
        try (TableStore first = new SqliteTables(folder, CLOCK)) {
            first.prepare(LAYOUT);
            refused("in use by process");
        }
    }

    private void refused(String why) {
        try (TableStore store = new SqliteTables(folder, CLOCK)) {
            assertThatThrownBy(() -> store.prepare(LAYOUT))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining(why);
        }
    }

    private void written(int clicks) {
        try (TableStore store = new SqliteTables(folder, CLOCK)) {
            store.prepare(LAYOUT);
            for (int i = 0; i < clicks; i++) {
                store.write(List.of(put(click("u", i, "view", i))));
            }
        }
    }

    /// Files as a kill would leave them: those of a store that is open, copied, while the clock stands still.
    ///
    /// @return the file of rows
    private Path crashed(int clicks) throws IOException {
        Path live = folder.resolve("live");
        try (TableStore store = new SqliteTables(live, CLOCK)) {
            store.prepare(LAYOUT);
            for (int i = 0; i < clicks; i++) {
                store.write(List.of(put(click("u", i, "view", i))));
            }
            try (Stream<Path> files = Files.list(live)) {
                for (Path file : files.filter(each -> !each.endsWith(".lock")).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
        return Redo.all(folder).getFirst();
    }

    private static List<Boolean> found(TableStore store) {
        return Stream.of(0, 1, 2)
                .map(i -> store.get(List.of(new ItemKey(CLICKS, key("u", i))))
                        .getFirst()
                        .isPresent())
                .toList();
    }
}
