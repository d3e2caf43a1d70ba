package io.millrace.bench;

import io.millrace.backends.tables.SqliteTables;
import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Range;
import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import io.millrace.core.table.item.RangeCondition;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// The store of tables by itself: durable puts beside forcing as many bytes, gets, and the first page of a query of an
/// index.
final class TablesBench implements Bench.Measurement {
    private static final String TABLE = "bench";
    private static final String INDEX = "by-action";
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), Optional.empty());
    private static final IndexSchema BY_ACTION = new IndexSchema(
            INDEX,
            new KeySchema(new KeyAttribute("action", KeyType.S), Optional.of(new KeyAttribute("at", KeyType.N))),
            IndexSchema.Projection.ALL,
            Set.of());
    private static final int UNDER_WAY = 64;
    private static final long NANOS = 5_000_000_000L;
    private static final int ITEM_BYTES = 150;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int PAGE_ITEMS = 1_000;
    private static final int PAGES = 200;

    @Override
    public String what() {
        return "durable puts (asked: 60,000/s with 64 under way) and gets (150,000/s) of the store,"
                + " first page of an index (10 ms)";
    }

    @Override
    public long defaultSize() {
        return 1_000_000;
    }

    @Override
    public void run(Path folder, long items) throws Exception {
        double limit = forced(folder.resolve("forced"));
        System.out.printf("forcing %d items' bytes at once, nothing else: %,.0f items/s%n", UNDER_WAY, limit);
        try (TableStore store = new SqliteTables(folder.resolve("tables"), InstantSource.system())) {
            store.prepare(new TableLayout(TABLE, KEYS, List.of(), Optional.empty()));
            perSecond(UNDER_WAY, i -> put(store, i));
            double alone = perSecond(1, i -> put(store, i));
            System.out.printf("puts, 1 under way:  %,.0f/s%n", alone);
            double many = perSecond(UNDER_WAY, i -> put(store, i));
            System.out.printf("puts, %d under way: %,.0f/s, ratio %.2f%n", UNDER_WAY, many, many / limit);
            AtomicLong found = new AtomicLong();
            for (int readers : List.of(1, UNDER_WAY)) {
                double gets = perSecond(readers, i -> found.addAndGet(get(store, i % 50_000)));
                System.out.printf("gets, %d under way: %,.0f/s%n", readers, gets);
            }
            if (found.get() == 0) {
                throw new IllegalStateException("nothing was found");
            }
            index(store, items);
        }
    }

    /// Fills an index of so many items, then asks for first pages.
    private static void index(TableStore store, long items) throws Exception {
        long begun = System.nanoTime();
        long[] next = {0};
        inParallel(UNDER_WAY, number -> {
            for (long i = number; i < items; i += UNDER_WAY) {
                put(store, 1L << 40 | i);
            }
        });
        System.out.printf("%,d items put in %.1f s%n", items, (System.nanoTime() - begun) / 1e9);
        begun = System.nanoTime();
        store.prepare(new TableLayout(TABLE, KEYS, List.of(BY_ACTION), Optional.empty()));
        System.out.printf("index filled in %.1f s%n", (System.nanoTime() - begun) / 1e9);
        List<Long> nanos = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            begun = System.nanoTime();
            next[0] = 0;
            store.read(
                    new Range(
                            TABLE,
                            Optional.of(INDEX),
                            Optional.of(new AttributeValue.S("action" + page % 10)),
                            new RangeCondition.Any(),
                            page % 2 == 0,
                            Optional.empty(),
                            Segment.WHOLE),
                    item -> ++next[0] < PAGE_ITEMS);
            nanos.add(System.nanoTime() - begun);
        }
        nanos.sort(null);
        System.out.printf(
                "first page (%d items) of the index: median %.2f ms, 99 %% %.2f ms%n",
                PAGE_ITEMS, nanos.get(PAGES / 2) / 1e6, nanos.get(PAGES * 99 / 100) / 1e6);
        begun = System.nanoTime();
        store.drop(TABLE);
        System.out.printf("dropped in %.1f ms%n", (System.nanoTime() - begun) / 1e6);
    }

    private static void put(TableStore store, long i) {
        Item item = item(i);
        store.write(List.of(new Write(key(i), before -> new Verdict.Put(item))));
    }

    private static int get(TableStore store, long i) {
        return store.get(List.of(key(i))).getFirst().isPresent() ? 1 : 0;
    }

    /// Numbers that follow each other make keys that do not.
    private static String id(long i) {
        return Long.toHexString(i * SPREAD);
    }

    private static ItemKey key(long i) {
        return new ItemKey(TABLE, new Item(Map.of("id", new AttributeValue.S(id(i)))));
    }

    private static Item item(long i) {
        return new Item(Map.of(
                "id", new AttributeValue.S(id(i)),
                "action", new AttributeValue.S("action" + i % 10),
                "at", new AttributeValue.N(BigDecimal.valueOf(i)),
                "text", new AttributeValue.S("x".repeat(ITEM_BYTES - 60))));
    }

    /// How often something is done in a second, told a number that grows.
    private static double perSecond(int underWay, LongConsumer action) throws Exception {
        AtomicLong next = new AtomicLong();
        long begun = System.nanoTime();
        inParallel(underWay, number -> {
            while (System.nanoTime() - begun < NANOS) {
                action.accept(next.getAndIncrement());
            }
        });
        return next.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private static void inParallel(int count, LongConsumer action) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                running.add(threads.submit(() -> action.accept(number)));
            }
            for (Future<?> done : running) {
                done.get();
            }
        }
    }

    /// Items a second when as many bytes as a group has are written and forced, one group after the other.
    private static double forced(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            ByteBuffer group = ByteBuffer.allocateDirect(UNDER_WAY * ITEM_BYTES);
            long groups = 0;
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < NANOS) {
                channel.write(group.clear());
                channel.force(false);
                groups++;
            }
            return groups * UNDER_WAY / ((System.nanoTime() - begun) / 1e9);
        }
    }
}
