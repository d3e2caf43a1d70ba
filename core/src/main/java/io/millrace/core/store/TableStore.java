package io.millrace.core.store;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.RangeCondition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Tables of items, as DynamoDB has them: found by their key, read in the order of a key, changed all or nothing.
///
/// Guarantees, each held by `TableStoreContract`:
/// 1. When [#write] returns, what it wrote survives a kill and a loss of power.
/// 2. The writes of one [#write] become visible together, with the entries of all indexes, or not at all.
/// 3. A [Change] sees the item as it is at that moment; no other write comes between what it sees and what it decides.
/// 4. What is read after a [#write] has returned shows it, in the table and in its indexes.
/// 5. Range keys order as [io.millrace.core.table.item.KeyType] says; what lies under one key of an index orders by the
/// table's key.
///
/// All methods may be called from any thread and block on I/O. Errors: [io.millrace.core.fault.UnavailableException]
/// when the store does not answer or has no room; [IllegalArgumentException] for a table that it does not have.
public interface TableStore extends AutoCloseable {
    /// Makes the table, its indexes and its expiry as the layout says, from whatever is there: missing indexes are
    /// filled, others dropped. Items are read and written meanwhile. Doing it again changes nothing.
    void prepare(TableLayout layout);

    /// Drops a table with all its items; does nothing when there is none.
    void drop(String table);

    /// Ids of all tables.
    Set<String> tables();

    /// Items by their keys, as they are at one moment, each empty where there is none.
    List<Optional<Item>> get(List<ItemKey> keys);

    /// Gives items to the visitor, in order, until it says no or the range ends. Entries of an index hold what it
    /// projects.
    void read(Range range, Predicate<Item> visitor);

    /// Asks each change what to do with its item and does it, all or, when one refuses, none.
    ///
    /// @param writes each of another item
    /// @return what became of each, in the same order
    List<Written> write(List<Write> writes);

    /// Deletes up to `itemsMax` items whose time has come.
    ///
    /// @return how many there were
    int expire(String table, Instant now, int itemsMax);

    /// How much there is, by name of the index; under the empty name the table itself.
    Map<String, Extent> extents(String table);

    @Override
    void close();

    /// @param key the attributes of the table's key, no other
    record ItemKey(String table, Item key) {}

    /// One write of one item.
    record Write(ItemKey target, Change change) {}

    /// Decides what becomes of an item. May be asked more than once, on any thread, and must be quick and without
    /// effects: the store's only writer waits.
    @FunctionalInterface
    interface Change {
        Verdict of(Optional<Item> before);
    }

    /// What is to become of an item.
    sealed interface Verdict {
        /// @param item with the same key
        record Put(Item item) implements Verdict {}

        record Delete() implements Verdict {}

        /// As it is: a condition that only checks.
        record Keep() implements Verdict {}

        record Refuse(RequestException reason) implements Verdict {}
    }

    /// @param before the item when the change was asked
    /// @param verdict done unless one of the same [#write] refused
    record Written(Optional<Item> before, Verdict verdict) {}

    /// A stretch of a table or of an index.
    ///
    /// @param index empty for the table itself
    /// @param hash only items with this hash key; else all, in an order of the store's own that never changes
    /// @param condition of the range key, where `hash` is given
    /// @param forward whether range keys grow
    /// @param after begins behind this: keys of the table, and of the index where one is read. An item with it need
    /// not exist, but it lies in the segment: one of another is refused with a ValidationException
    /// @param segment where `hash` is not given
    record Range(
            String table,
            Optional<String> index,
            Optional<AttributeValue> hash,
            RangeCondition condition,
            boolean forward,
            Optional<Item> after,
            Segment segment) {}

    /// One of several parts of a table that share no item and are the whole together.
    ///
    /// @param number from 0
    record Segment(int number, int total) {
        public static final Segment WHOLE = new Segment(0, 1);
    }

    /// @param bytes as DynamoDB counts them
    record Extent(long items, long bytes) {}
}
