package io.millrace.backends.tables;

import static io.millrace.core.store.TableFixtures.LAYOUT;
import static io.millrace.core.store.TableFixtures.click;
import static io.millrace.core.store.TableFixtures.delete;
import static io.millrace.core.store.TableFixtures.key;
import static io.millrace.core.store.TableFixtures.put;

import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A process that writes clicks from several threads, tells each that was acknowledged, and goes on until it is killed.
/// Each write puts a click and deletes the one before the last; now and then the indexes go and come.
final class CrashingWriter {
    static final int THREADS = 4;

    private CrashingWriter() {}

    /// @param args folder, and the number of the first click
    public static void main(String... args) {
        TableStore store = new SqliteTables(Path.of(args[0]), InstantSource.system());
        store.prepare(LAYOUT);
        long first = Long.parseLong(args[1]);
        for (int thread = 0; thread < THREADS; thread++) {
            String user = "t" + thread;
            Thread.ofPlatform().start(() -> write(store, user, first));
        }
        while (true) {
            store.prepare(
                    new TableLayout(LAYOUT.id(), LAYOUT.keys(), LAYOUT.indexes().subList(0, 1), Optional.empty()));
            store.prepare(LAYOUT);
        }
    }

    private static void write(TableStore store, String user, long first) {
        for (long i = first; ; i++) {
            store.write(List.of(put(click(user, i, "a" + i % 3, i)), delete(key(user, i - 2))));
            // One write of a whole line, so that lines of several threads do not mix.
            System.out.print(user + " " + i + "\n");
            System.out.flush();
        }
    }
}
