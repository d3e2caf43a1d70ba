package io.millrace.backends.tables;

import static io.millrace.core.store.TableFixtures.CLICKS;
import static io.millrace.core.store.TableFixtures.LAYOUT;
import static io.millrace.core.store.TableFixtures.change;
import static io.millrace.core.store.TableFixtures.click;
import static io.millrace.core.store.TableFixtures.delete;
import static io.millrace.core.store.TableFixtures.item;
import static io.millrace.core.store.TableFixtures.key;
import static io.millrace.core.store.TableFixtures.n;
import static io.millrace.core.store.TableFixtures.put;
import static io.millrace.core.store.TableFixtures.s;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.RequestException;
import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.RangeCondition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random operations on a store and on a map in memory must give the same, also when the store is opened anew, when its
/// indexes come and go, and while rows are being moved. Its clock runs fast, so that they are moved all the time.
class SqliteTablesSim {
    private static final int STEPS = 1_500;

    @TempDir
    private Path folder;

    private final AtomicLong millis = new AtomicLong();
    private final ModelTables model = new ModelTables();
    private TableStore store;
    private SplittableRandom random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theStoreHoldsWhatTheModelHolds(long seed) {
        random = new SplittableRandom(seed);
        store = open();
        store.prepare(LAYOUT);
        for (int step = 0; step < STEPS; step++) {
            anyStep();
        }
        model.requireSame(store);
        reopen();
        model.requireSame(store);
        store.close();
    }

    private void anyStep() {
        switch (random.nextInt(40)) {
            case 0 -> reopen();
            case 1 -> model.requireSame(store);
            case 2 -> withoutAnIndexForAWhile();
            case 3, 4, 5, 6 -> refused();
            case 7, 8, 9, 10, 11, 12 -> query();
            case 13, 14, 15 -> {
                Item key = anyKey();
                assertThat(store.get(List.of(new ItemKey(CLICKS, key), new ItemKey(CLICKS, anyKey())))
                                .getFirst())
                        .isEqualTo(model.get(key));
            }
            default -> write();
        }
    }

    private void write() {
        List<Write> writes = new ArrayList<>();
        Set<Item> keys = new HashSet<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            Item key = anyKey();
            if (!keys.add(key)) {
                continue;
            }
            if (random.nextInt(3) == 0) {
                writes.add(delete(key));
                model.delete(key);
            } else {
                Item click = anyClick(key);
                writes.add(put(click));
                model.put(click);
            }
        }
        store.write(writes);
    }

    private void refused() {
        Item click = anyClick(anyKey());
        Write no = change(CLICKS, key("refuser", 0), before -> new Verdict.Refuse(new RequestException("No", "no")));
        store.write(List.of(put(click), no));
    }

    private void query() {
        long from = random.nextLong(-10, 10);
        long to = from + random.nextInt(10);
        boolean forward = random.nextBoolean();
        assertThat(ModelTables.clicks(store, "u1", new RangeCondition.Between(n(from), n(to)), forward))
                .isEqualTo(model.clicks("u1", from, to, forward));
    }

    private void withoutAnIndexForAWhile() {
        store.prepare(new TableLayout(CLICKS, LAYOUT.keys(), LAYOUT.indexes().subList(0, 1), Optional.empty()));
        write();
        store.prepare(LAYOUT);
    }

    private void reopen() {
        store.close();
        store = open();
    }

    private TableStore open() {
        return new SqliteTables(folder, () -> Instant.ofEpochMilli(millis.addAndGet(100)));
    }

    private Item anyKey() {
        return key("u" + random.nextInt(5), random.nextInt(20) - 10);
    }

    private Item anyClick(Item key) {
        String user = "u" + key.find("user").map(Object::toString).orElse("").replaceAll("\\D", "");
        long at = ((AttributeValue.N) key.find("at").orElseThrow()).value().longValueExact();
        return random.nextInt(5) == 0
                ? item("user", s(user), "at", n(at), "more", n(random.nextInt()))
                : click(user, at, "a" + random.nextInt(3), random.nextInt(4));
    }
}
