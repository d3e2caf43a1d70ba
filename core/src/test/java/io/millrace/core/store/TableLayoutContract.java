package io.millrace.core.store;

import static io.millrace.core.store.TableFixtures.ACTIONS;
import static io.millrace.core.store.TableFixtures.BY_SCORE;
import static io.millrace.core.store.TableFixtures.CLICKS;
import static io.millrace.core.store.TableFixtures.KEYS;
import static io.millrace.core.store.TableFixtures.LAYOUT;
import static io.millrace.core.store.TableFixtures.click;
import static io.millrace.core.store.TableFixtures.delete;
import static io.millrace.core.store.TableFixtures.key;
import static io.millrace.core.store.TableFixtures.put;
import static io.millrace.core.store.TableFixtures.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.store.TableStore.Extent;
import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [TableStore] does when tables and indexes come and go. An implementation's test extends this and gives an
/// empty store, the same one after each call of [#reopened].
public abstract class TableLayoutContract {
    private static final int ITEMS = 1_300;

    /// The store under test.
    protected abstract TableStore store();

    /// The same store, opened anew.
    protected abstract TableStore reopened();

    @Test
    void preparingAgainChangesNothing() {
        store().prepare(LAYOUT);
        store().write(List.of(put(click("ann", 1, "view", 5))));
        store().prepare(LAYOUT);
        reopened().prepare(LAYOUT);
        assertThat(items("actions")).hasSize(1);
        assertThat(store().extents(CLICKS).get("actions").items()).isEqualTo(1);
    }

    @Test
    void anIndexThatComesLaterHoldsWhatIsThereAndWhatIsWrittenMeanwhile() throws InterruptedException {
        store().prepare(with());
        for (int i = 0; i < ITEMS; i++) {
            store().write(List.of(put(click("u" + i, i, "view", i))));
        }
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < ITEMS; i += 2) {
                store().write(List.of(delete(key("u" + i, i)), put(click("new" + i, i, "buy", i))));
            }
        });
        store().prepare(with(ACTIONS, BY_SCORE));
        writer.join();
        assertThat(items("actions")).hasSize(ITEMS);
        assertThat(items("by-score")).containsExactlyInAnyOrderElementsOf(items(""));
        Extent table = store().extents(CLICKS).get("");
        assertThat(store().extents(CLICKS).get("by-score")).isEqualTo(table);
        assertThat(store().extents(CLICKS).get("actions").items()).isEqualTo(ITEMS);
    }

    @Test
    void anIndexThatGoesIsGoneAndComesBackAsItShould() {
        store().prepare(with(ACTIONS));
        store().write(List.of(put(click("ann", 1, "view", 5))));
        store().prepare(with());
        assertThatThrownBy(() -> items("actions")).isInstanceOf(IllegalArgumentException.class);
        store().write(List.of(put(click("ann", 1, "buy", 5)), put(click("bob", 1, "buy", 5))));
        IndexSchema other = new IndexSchema(
                "actions",
                new KeySchema(new KeyAttribute("user", KeyType.S), Optional.empty()),
                IndexSchema.Projection.ALL,
                ACTIONS.nonKeyAttributes());
        store().prepare(with(other));
        assertThat(items("actions")).containsExactlyInAnyOrder(click("ann", 1, "buy", 5), click("bob", 1, "buy", 5));
    }

    @Test
    void aTableThatIsDroppedTakesNothingWithItAndLeavesNothing() {
        TableLayout other = new TableLayout("other", KEYS, List.of(ACTIONS), Optional.empty());
        store().prepare(LAYOUT);
        store().prepare(other);
        store().write(List.of(put(click("ann", 1, "view", 5))));
        store().write(List.of(TableFixtures.change(
                "other", key("bob", 1), before -> new TableStore.Verdict.Put(click("bob", 1, "buy", 1)))));
        store().drop(CLICKS);
        store().drop(CLICKS);
        store().drop("never");
        for (int opened = 0; opened < 2; opened++) {
            TableStore each = opened == 0 ? store() : reopened();
            assertThat(each.tables()).containsExactly("other");
            assertThatThrownBy(() -> items("")).isInstanceOf(IllegalArgumentException.class);
            assertThat(each.extents("other").get("actions").items()).isEqualTo(1);
        }
        store().prepare(LAYOUT);
        assertThat(items("")).isEmpty();
        assertThat(items("actions")).isEmpty();
        assertThat(store().extents(CLICKS).get("").items()).isZero();
    }

    @Test
    void aKeyCannotChange() {
        store().prepare(LAYOUT);
        KeySchema other = new KeySchema(new KeyAttribute("id", KeyType.S), Optional.empty());
        assertThatThrownBy(() -> store().prepare(new TableLayout(CLICKS, other, List.of(), Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TableLayout with(IndexSchema... indexes) {
        return new TableLayout(CLICKS, KEYS, List.of(indexes), Optional.empty());
    }

    private List<Item> items(String index) {
        List<Item> items = new ArrayList<>();
        Optional<String> of = index.isEmpty() ? Optional.empty() : Optional.of(index);
        store().read(scan(of, Optional.empty(), Segment.WHOLE), items::add);
        return items;
    }
}
