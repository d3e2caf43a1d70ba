package io.millrace.core.store;

import io.millrace.core.store.TableStore.Change;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Range;
import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.IndexSchema.Projection;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import io.millrace.core.table.item.RangeCondition;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tables and items for tests of tables: clicks of a user (`user`, a text) at a time (`at`, a number), of an action,
/// with a score.
public final class TableFixtures {
    public static final String CLICKS = "clicks-1";
    public static final KeySchema KEYS =
            new KeySchema(new KeyAttribute("user", KeyType.S), Optional.of(new KeyAttribute("at", KeyType.N)));
    public static final IndexSchema BY_ACTION = new IndexSchema(
            "by-action",
            new KeySchema(new KeyAttribute("action", KeyType.S), Optional.of(new KeyAttribute("score", KeyType.N))),
            Projection.INCLUDE,
            Set.of("note"));
    public static final IndexSchema BY_SCORE = new IndexSchema(
            "by-score",
            new KeySchema(new KeyAttribute("user", KeyType.S), Optional.of(new KeyAttribute("score", KeyType.N))),
            Projection.ALL,
            Set.of());
    public static final IndexSchema ACTIONS = new IndexSchema(
            "actions",
            new KeySchema(new KeyAttribute("action", KeyType.S), Optional.empty()),
            Projection.KEYS_ONLY,
            Set.of());
    public static final TableLayout LAYOUT =
            new TableLayout(CLICKS, KEYS, List.of(BY_ACTION, BY_SCORE, ACTIONS), Optional.of("expires"));

    private TableFixtures() {}

    public static AttributeValue s(String text) {
        return new AttributeValue.S(text);
    }

    public static AttributeValue n(long number) {
        return new AttributeValue.N(BigDecimal.valueOf(number));
    }

    /// @param members names and values in turn
    public static Item item(Object... members) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            attributes.put((String) members[i], (AttributeValue) members[i + 1]);
        }
        return new Item(attributes);
    }

    public static Item click(String user, long at, String action, long score) {
        return item(
                "user", s(user), "at", n(at), "action", s(action), "score", n(score), "note", s("n"), "more", n(at));
    }

    public static Item key(String user, long at) {
        return item("user", s(user), "at", n(at));
    }

    public static Write change(String table, Item key, Change change) {
        return new Write(new ItemKey(table, key), change);
    }

    /// Puts a click, whatever was there.
    public static Write put(Item click) {
        return change(CLICKS, keyOf(click), before -> new Verdict.Put(click));
    }

    public static Write delete(Item key) {
        return change(CLICKS, key, before -> new Verdict.Delete());
    }

    public static Item keyOf(Item click) {
        return item(
                "user", click.find("user").orElseThrow(), "at", click.find("at").orElseThrow());
    }

    /// All of the table, or of an index.
    public static Range scan(Optional<String> index, Optional<Item> after, Segment segment) {
        return new Range(CLICKS, index, Optional.empty(), new RangeCondition.Any(), true, after, segment);
    }

    public static Range query(
            Optional<String> index,
            AttributeValue hash,
            RangeCondition condition,
            boolean forward,
            Optional<Item> after) {
        return new Range(CLICKS, index, Optional.of(hash), condition, forward, after, Segment.WHOLE);
    }
}
