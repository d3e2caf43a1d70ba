package io.millrace.core.store;

import io.millrace.core.resource.dynamodb.GlobalIndex;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.KeySchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a store must know of a table to keep its items.
///
/// @param id names the table in the store; unlike that of any other table, also of an earlier one of the same name
/// @param keys of the table
/// @param indexes local and global alike
/// @param expiry the attribute that says when an item expires, in seconds since 1970, where the table has one
public record TableLayout(String id, KeySchema keys, List<IndexSchema> indexes, Optional<String> expiry) {
    public TableLayout {
        indexes = List.copyOf(indexes);
    }

    /// What a table shall be in the store: also the indexes that are being made, no longer those that go.
    public static TableLayout of(Table table) {
        Stream<IndexSchema> global = table.schema().global().stream()
                .filter(index -> index.status() != GlobalIndex.Status.DELETING)
                .map(GlobalIndex::schema);
        return new TableLayout(
                table.tableId(),
                table.keys(),
                Stream.concat(table.schema().local().stream(), global).toList(),
                table.settings().expiry());
    }
}
