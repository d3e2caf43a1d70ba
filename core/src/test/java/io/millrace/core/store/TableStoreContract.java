package io.millrace.core.store;

import static io.millrace.core.store.TableFixtures.CLICKS;
import static io.millrace.core.store.TableFixtures.LAYOUT;
import static io.millrace.core.store.TableFixtures.change;
import static io.millrace.core.store.TableFixtures.click;
import static io.millrace.core.store.TableFixtures.delete;
import static io.millrace.core.store.TableFixtures.item;
import static io.millrace.core.store.TableFixtures.key;
import static io.millrace.core.store.TableFixtures.n;
import static io.millrace.core.store.TableFixtures.put;
import static io.millrace.core.store.TableFixtures.query;
import static io.millrace.core.store.TableFixtures.s;
import static io.millrace.core.store.TableFixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.core.store.TableStore.Extent;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.store.TableStore.Written;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.RangeCondition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [TableStore] does with items and indexes. An implementation's test extends this and gives an empty store,
/// the same one after each call of [#reopened].
public abstract class TableStoreContract {
    private static final RangeCondition ANY = new RangeCondition.Any();

    /// The store under test.
    protected abstract TableStore store();

    /// The same store, opened anew.
    protected abstract TableStore reopened();

    /// Guarantee 1, as far as closing shows it.
    @Test
    void whatWasWrittenIsThereAfterReopening() {
        store().prepare(LAYOUT);
        write(put(click("ann", 1, "view", 5)), put(click("bob", 1, "buy", 7)));
        write(delete(key("bob", 1)));
        for (int opened = 0; opened < 3; opened++) {
            TableStore each = opened == 0 ? store() : reopened();
            assertThat(each.tables()).containsExactly(CLICKS);
            assertThat(get(key("ann", 1))).contains(click("ann", 1, "view", 5));
            assertThat(get(key("bob", 1))).isEmpty();
            assertThat(users(scan(Optional.of("actions"), Optional.empty(), Segment.WHOLE)))
                    .containsExactly("ann1");
        }
    }

    @Test
    void aChangeSeesTheItemAndSaysWhatBecomesOfIt() {
        store().prepare(LAYOUT);
        Item first = click("ann", 1, "view", 5);
        assertThat(write(put(first))).containsExactly(new Written(Optional.empty(), new Verdict.Put(first)));
        List<Written> kept = write(change(CLICKS, key("ann", 1), before -> new Verdict.Keep()));
        assertThat(kept).containsExactly(new Written(Optional.of(first), new Verdict.Keep()));
        assertThat(write(delete(key("ann", 1)))).containsExactly(new Written(Optional.of(first), new Verdict.Delete()));
        assertThat(write(delete(key("ann", 1)))).containsExactly(new Written(Optional.empty(), new Verdict.Delete()));
        assertThat(get(key("ann", 1))).isEmpty();
    }

    /// Guarantee 2.
    @Test
    void oneRefusalLeavesNothingOfAllWrites() {
        store().prepare(LAYOUT);
        write(put(click("ann", 1, "view", 5)));
        RequestException no = new RequestException("ConditionalCheckFailedException", "no");
        List<Written> written = write(
                put(click("ann", 1, "buy", 9)),
                put(click("new", 1, "buy", 9)),
                change(CLICKS, key("bob", 1), before -> new Verdict.Refuse(no)),
                delete(key("ann", 2)));
        assertThat(written.get(2).verdict()).isEqualTo(new Verdict.Refuse(no));
        assertThat(written).hasSize(4);
        assertThat(get(key("ann", 1))).contains(click("ann", 1, "view", 5));
        assertThat(users(scan(Optional.empty(), Optional.empty(), Segment.WHOLE)))
                .containsExactly("ann1");
        assertThat(users(scan(Optional.of("by-action"), Optional.empty(), Segment.WHOLE)))
                .containsExactly("ann1");
        assertThat(store().extents(CLICKS).get("by-action").items()).isEqualTo(1);
    }

    @Test
    void aChangeThatThrowsLeavesNothingAndHarmsNoOther() {
        store().prepare(LAYOUT);
        assertThatThrownBy(() -> write(put(click("ann", 1, "view", 5)), change(CLICKS, key("bob", 1), before -> {
                    throw new RequestException("ValidationException", "wrong operand");
                })))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("ValidationException"));
        assertThat(get(key("ann", 1))).isEmpty();
        write(put(click("ann", 1, "view", 6)));
        assertThat(get(key("ann", 1))).contains(click("ann", 1, "view", 6));
    }

    /// A second change of an item would not see the first, and a key that changes would be another item.
    @Test
    void whatCannotBeDoneWellIsRefused() {
        store().prepare(LAYOUT);
        assertThatThrownBy(() -> write(put(click("ann", 1, "a", 1)), put(click("ann", 1, "b", 2))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> write(change(CLICKS, key("ann", 1), before -> new Verdict.Put(click("ann", 2, "a", 1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store().get(List.of(new ItemKey("other", key("ann", 1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(change("other", key("ann", 1), before -> new Verdict.Keep())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(users(scan(Optional.empty(), Optional.empty(), Segment.WHOLE)))
                .isEmpty();
    }

    /// Guarantees 3 and 4.
    @Test
    void incrementsOfManyThreadsAllCount() throws InterruptedException, ExecutionException {
        store().prepare(LAYOUT);
        inParallel(8, thread -> {
            for (int i = 0; i < 100; i++) {
                write(change(CLICKS, key("sum", 0), TableStoreContract::incremented));
                Item own = click("t" + thread, i, "view", i);
                write(put(own));
                assertThat(get(key("t" + thread, i))).contains(own);
            }
        });
        assertThat(get(key("sum", 0)).orElseThrow().find("score")).contains(n(800));
        assertThat(store().extents(CLICKS).get("").items()).isEqualTo(801);
    }

    private static Verdict incremented(Optional<Item> before) {
        BigDecimal sum =
                before.flatMap(item -> item.find("score")).orElse(n(0)) instanceof AttributeValue.N(BigDecimal score)
                        ? score
                        : BigDecimal.ZERO;
        return new Verdict.Put(click("sum", 0, "sum", sum.longValueExact() + 1));
    }

    /// Guarantee 2: two items that always change together are never seen apart.
    @Test
    void aReaderNeverSeesHalfOfAWrite() throws InterruptedException, ExecutionException {
        store().prepare(LAYOUT);
        write(put(click("a", 0, "pair", 0)), put(click("b", 0, "pair", 0)));
        AtomicBoolean done = new AtomicBoolean();
        inParallel(3, thread -> {
            for (int i = 1; i <= 2_000 && thread == 0; i++) {
                write(put(click("a", 0, "pair", i)), put(click("b", 0, "pair", i)));
            }
            while (thread > 0 && !done.get()) {
                List<Optional<Item>> both =
                        store().get(List.of(new ItemKey(CLICKS, key("a", 0)), new ItemKey(CLICKS, key("b", 0))));
                assertThat(both.getFirst().orElseThrow().find("score"))
                        .isEqualTo(both.getLast().orElseThrow().find("score"));
                List<Item> pair = read(query(Optional.of("by-action"), s("pair"), ANY, true, Optional.empty()));
                assertThat(pair).hasSize(2);
                assertThat(pair.getFirst().find("score"))
                        .isEqualTo(pair.getLast().find("score"));
            }
            done.set(true);
        });
    }

    /// Guarantee 5.
    @Test
    void rangeKeysOrderAndConditionsChoose() {
        store().prepare(LAYOUT);
        for (long at : List.of(-20, -3, 0, 2, 10, 300)) {
            write(put(click("ann", at, "view", -at)));
        }
        write(put(click("anne", 5, "view", 1)));
        assertThat(ats(ANY, true)).containsExactly(-20L, -3L, 0L, 2L, 10L, 300L);
        assertThat(ats(ANY, false)).containsExactly(300L, 10L, 2L, 0L, -3L, -20L);
        assertThat(ats(compare(RangeCondition.Operator.EQ, 2), true)).containsExactly(2L);
        assertThat(ats(compare(RangeCondition.Operator.LT, 2), true)).containsExactly(-20L, -3L, 0L);
        assertThat(ats(compare(RangeCondition.Operator.LE, 2), true)).containsExactly(-20L, -3L, 0L, 2L);
        assertThat(ats(compare(RangeCondition.Operator.GT, 2), false)).containsExactly(300L, 10L);
        assertThat(ats(compare(RangeCondition.Operator.GE, 2), true)).containsExactly(2L, 10L, 300L);
        assertThat(ats(new RangeCondition.Between(n(-3), n(10)), true)).containsExactly(-3L, 0L, 2L, 10L);
        assertThat(ats(new RangeCondition.Between(n(10), n(-3)), true)).isEmpty();
        assertThat(users(query(Optional.of("by-score"), s("ann"), ANY, true, Optional.empty())))
                .containsExactly("ann300", "ann10", "ann2", "ann0", "ann-3", "ann-20");
    }

    @Test
    void anyPageBeginsBehindTheLast() {
        store().prepare(LAYOUT);
        for (int i = 0; i < 7; i++) {
            write(put(click("ann", i, "view", i % 2)), put(click("u" + i, 0, "view", 0)));
        }
        for (boolean forward : List.of(true, false)) {
            assertThat(paged(Optional.empty(), s("ann"), forward))
                    .isEqualTo(read(query(Optional.empty(), s("ann"), ANY, forward, Optional.empty())))
                    .hasSize(7);
            assertThat(paged(Optional.of("by-action"), s("view"), forward))
                    .isEqualTo(read(query(Optional.of("by-action"), s("view"), ANY, forward, Optional.empty())))
                    .hasSize(14);
        }
        Item gone = key("ann", 3);
        write(delete(gone));
        assertThat(users(query(Optional.empty(), s("ann"), ANY, true, Optional.of(gone))))
                .containsExactly("ann4", "ann5", "ann6");
    }

    @Test
    void anIndexHoldsWhatItProjectsOfItemsThatHaveItsKey() {
        store().prepare(LAYOUT);
        Item without = item("user", s("x"), "at", n(1), "score", n(3));
        Item otherType = item("user", s("y"), "at", n(1), "score", s("3"), "action", s("view"));
        write(put(click("ann", 1, "view", 5)), put(without), put(otherType));
        assertThat(read(query(Optional.of("by-action"), s("view"), ANY, true, Optional.empty())))
                .containsExactly(
                        item("user", s("ann"), "at", n(1), "action", s("view"), "score", n(5), "note", s("n")));
        assertThat(read(query(Optional.of("actions"), s("view"), ANY, true, Optional.empty())))
                .containsExactlyInAnyOrder(
                        item("user", s("ann"), "at", n(1), "action", s("view")),
                        item("user", s("y"), "at", n(1), "action", s("view")));
        assertThat(read(query(Optional.of("by-score"), s("ann"), ANY, true, Optional.empty())))
                .containsExactly(click("ann", 1, "view", 5));
        assertThat(read(query(Optional.of("by-score"), s("x"), ANY, true, Optional.empty())))
                .containsExactly(without);
    }

    @Test
    void anIndexFollowsItsItem() {
        store().prepare(LAYOUT);
        write(put(click("ann", 1, "view", 5)));
        write(put(click("ann", 1, "buy", 5)));
        assertThat(users(query(Optional.of("by-action"), s("view"), ANY, true, Optional.empty())))
                .isEmpty();
        assertThat(users(query(Optional.of("by-action"), s("buy"), ANY, true, Optional.empty())))
                .containsExactly("ann1");
        write(put(item("user", s("ann"), "at", n(1))));
        assertThat(users(scan(Optional.of("by-action"), Optional.empty(), Segment.WHOLE)))
                .isEmpty();
        write(put(click("ann", 1, "buy", 6)), delete(key("nobody", 1)));
        write(delete(key("ann", 1)));
        assertThat(users(scan(Optional.of("actions"), Optional.empty(), Segment.WHOLE)))
                .isEmpty();
    }

    @Test
    void segmentsShareNothingAndAreTheWholeTogether() {
        store().prepare(LAYOUT);
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            write(put(click("u" + i, i, "a" + i, i)));
            all.add("u" + i + i);
        }
        for (Optional<String> index : List.of(Optional.<String>empty(), Optional.of("actions"))) {
            for (int total : List.of(1, 2, 7, 1_000)) {
                List<String> seen = IntStream.range(0, total)
                        .boxed()
                        .flatMap(i -> users(scan(index, Optional.empty(), new Segment(i, total))).stream())
                        .toList();
                assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
            }
        }
        assertThat(users(scan(Optional.empty(), Optional.empty(), new Segment(3, 4))))
                .hasSizeBetween(20, 80);
    }

    @Test
    void extentsCountItemsAndTheirBytes() {
        store().prepare(LAYOUT);
        Item one = click("ann", 1, "view", 5);
        Item two = item("user", s("bob"), "at", n(1), "text", s("é"));
        write(put(one), put(two));
        write(put(click("ann", 1, "view", 5)));
        for (int opened = 0; opened < 2; opened++) {
            TableStore each = opened == 0 ? store() : reopened();
            assertThat(each.extents(CLICKS))
                    .containsEntry("", new Extent(2, ItemSize.of(one) + ItemSize.of(two)))
                    .containsEntry(
                            "actions",
                            new Extent(1, ItemSize.of(item("user", s("ann"), "at", n(1), "action", s("view")))))
                    .containsOnlyKeys("", "by-action", "by-score", "actions");
        }
        write(delete(key("ann", 1)), delete(key("bob", 1)));
        assertThat(store().extents(CLICKS).values()).containsOnly(new Extent(0, 0));
    }

    @Test
    void itemsExpireWhenTheirTimeHasComeAndNotYearsLater() {
        store().prepare(LAYOUT);
        Instant now = Instant.ofEpochSecond(2_000_000_000);
        long seconds = now.getEpochSecond();
        write(
                put(expiring("past", n(seconds - 5))),
                put(expiring("now", n(seconds))),
                put(expiring("future", n(seconds + 1))),
                put(expiring("years", n(seconds - 6 * 366 * 86_400L))),
                put(expiring("text", s("" + (seconds - 5)))),
                put(expiring("fraction", new AttributeValue.N(new BigDecimal("1999999999.9")))));
        assertThat(store().expire(CLICKS, now, 1)).isEqualTo(1);
        assertThat(store().expire(CLICKS, now, 1_000)).isEqualTo(2);
        assertThat(store().expire(CLICKS, now, 1_000)).isZero();
        assertThat(users(scan(Optional.empty(), Optional.empty(), Segment.WHOLE)))
                .containsExactlyInAnyOrder("future1", "years1", "text1");
        assertThat(users(scan(Optional.of("actions"), Optional.empty(), Segment.WHOLE)))
                .containsExactlyInAnyOrder("future1", "years1", "text1");
    }

    private static Item expiring(String user, AttributeValue expires) {
        return item("user", s(user), "at", n(1), "action", s("view"), "expires", expires);
    }

    private List<Item> paged(Optional<String> index, AttributeValue hash, boolean forward) {
        List<Item> all = new ArrayList<>();
        Optional<Item> after = Optional.empty();
        do {
            List<Item> page = new ArrayList<>();
            store().read(query(index, hash, ANY, forward, after), item -> {
                page.add(item);
                return page.size() < 3;
            });
            all.addAll(page);
            after = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast());
        } while (after.isPresent());
        return all;
    }

    private List<Long> ats(RangeCondition condition, boolean forward) {
        return read(query(Optional.empty(), s("ann"), condition, forward, Optional.empty())).stream()
                .map(item -> ((AttributeValue.N) item.find("at").orElseThrow())
                        .value()
                        .longValueExact())
                .toList();
    }

    private static RangeCondition compare(RangeCondition.Operator operator, long operand) {
        return new RangeCondition.Compare(operator, n(operand));
    }

    protected final List<Written> write(Write... writes) {
        return store().write(List.of(writes));
    }

    protected final Optional<Item> get(Item key) {
        return store().get(List.of(new ItemKey(CLICKS, key))).getFirst();
    }

    protected final List<Item> read(TableStore.Range range) {
        List<Item> items = new ArrayList<>();
        store().read(range, items::add);
        return items;
    }

    /// User and time of each, as one word.
    protected final List<String> users(TableStore.Range range) {
        return read(range).stream()
                .map(item -> ((AttributeValue.S) item.find("user").orElseThrow()).value()
                        + ((AttributeValue.N) item.find("at").orElseThrow())
                                .value()
                                .toPlainString())
                .toList();
    }

    /// What threads do, each told its number from 0.
    protected interface Doing {
        void by(int thread);
    }

    protected static void inParallel(int count, Doing doing) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < count; thread++) {
                int number = thread;
                running.add(threads.submit(() -> doing.by(number)));
            }
            for (Future<?> done : running) {
                done.get();
            }
        }
    }
}
