package io.millrace.backends.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.core.store.TableFixtures;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStoreContract;
import io.millrace.core.table.item.Item;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTablesTest extends TableStoreContract {
    @TempDir
    private Path folder;

    private TableStore store;

    @BeforeEach
    void open() {
        store = new SqliteTables(folder, InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected TableStore store() {
        return store;
    }

    @Override
    protected TableStore reopened() {
        store.close();
        open();
        return store;
    }

    @Test
    void aSegmentDoesNotBeginInAnother() {
        store.prepare(TableFixtures.LAYOUT);
        write(TableFixtures.put(TableFixtures.click("ann", 1, "view", 5)));
        Optional<Item> ann = Optional.of(TableFixtures.key("ann", 1));
        boolean first = !users(segment(0, Optional.empty())).isEmpty();
        assertThat(users(segment(first ? 0 : 1, ann))).isEmpty();
        assertThatThrownBy(() -> users(segment(first ? 1 : 0, ann)))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"));
    }

    private static TableStore.Range segment(int number, Optional<Item> after) {
        return TableFixtures.scan(Optional.empty(), after, new TableStore.Segment(number, 2));
    }
}
