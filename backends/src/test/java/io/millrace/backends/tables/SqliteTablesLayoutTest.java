package io.millrace.backends.tables;

import io.millrace.core.store.TableLayoutContract;
import io.millrace.core.store.TableStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteTablesLayoutTest extends TableLayoutContract {
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
}
