package io.millrace.backends.tables;

import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.store.TableStore.Written;
import io.millrace.core.table.item.Bytes;
import io.millrace.core.table.item.Item;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes of items: all are asked first, then all are done, or none.
final class Writes {
    private Writes() {}

    private record Place(TableTrees table, byte[] key) {}

    static List<Written> apply(Group group, List<Write> writes) throws SQLException {
        List<Place> places = new ArrayList<>(writes.size());
        List<Written> written = new ArrayList<>(writes.size());
        boolean refused = false;
        for (Write write : writes) {
            Place place = place(group, write.target());
            places.add(place);
            Optional<Item> before = group.item(place.table.tree(), place.key);
            Verdict verdict = write.change().of(before);
            written.add(new Written(before, verdict));
            refused |= verdict instanceof Verdict.Refuse;
        }
        requireDistinct(places);
        if (!refused) {
            for (int i = 0; i < places.size(); i++) {
                apply(group, places.get(i), written.get(i));
            }
        }
        return written;
    }

    private static Place place(Group group, ItemKey target) {
        TableTrees table = group.table(target.table());
        return new Place(table, RowKeys.ofTable(table.layout().keys(), target.key()));
    }

    /// The second change of an item would not have seen the first.
    private static void requireDistinct(List<Place> places) {
        if (places.size() == 1) {
            return;
        }
        Set<List<Object>> seen = new HashSet<>();
        for (Place place : places) {
            if (!seen.add(List.of(place.table.tree(), Bytes.of(place.key)))) {
                throw new IllegalArgumentException("Two writes of one item at once");
            }
        }
    }

    private static void apply(Group group, Place place, Written written) {
        switch (written.verdict()) {
            case Verdict.Put(Item item) -> {
                if (!Arrays.equals(RowKeys.ofTable(place.table.layout().keys(), item), place.key)) {
                    throw new IllegalArgumentException("An item may not change its key");
                }
                group.change(place.table, place.key, written.before(), Optional.of(item));
            }
            case Verdict.Delete() -> {
                if (written.before().isPresent()) {
                    group.change(place.table, place.key, written.before(), Optional.empty());
                }
            }
            case Verdict.Keep() -> {
                // A condition that held.
            }
            case Verdict.Refuse ignored -> throw new IllegalStateException("refused, yet applied");
        }
    }
}
