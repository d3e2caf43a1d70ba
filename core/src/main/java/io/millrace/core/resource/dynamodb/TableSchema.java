package io.millrace.core.resource.dynamodb;

import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeyType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// What a table and its indexes are keyed by.
///
/// @param attributes the types of all attributes that are in some key, in the order they were given
/// @param keys of the table
/// @param local indexes with the table's hash key; they never change
/// @param global indexes with keys of their own
public record TableSchema(
        SequencedMap<String, KeyType> attributes, KeySchema keys, List<IndexSchema> local, List<GlobalIndex> global) {
    public TableSchema {
        attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
        local = List.copyOf(local);
        global = List.copyOf(global);
    }

    public TableSchema withGlobal(List<GlobalIndex> changed) {
        return new TableSchema(attributes, keys, local, changed);
    }

    /// Each global index changed.
    public TableSchema mapGlobal(UnaryOperator<GlobalIndex> change) {
        return withGlobal(global.stream().map(change).toList());
    }

    public TableSchema withAttributes(SequencedMap<String, KeyType> changed) {
        return new TableSchema(changed, keys, local, global);
    }
}
