package io.millrace.core.table.item;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/// A secondary index: items that have all attributes of its key, in the right types, are in it, several under one key
/// where they fall together.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/SecondaryIndexes.html>
///
/// @param name unique in its table
/// @param keys the index's own; entries hold the table's key besides
/// @param projection which attributes an entry holds beside the keys
/// @param nonKeyAttributes those of [Projection#INCLUDE] in the order they were given, else empty
public record IndexSchema(String name, KeySchema keys, Projection projection, Set<String> nonKeyAttributes) {
    public IndexSchema {
        nonKeyAttributes = Collections.unmodifiableSet(new LinkedHashSet<>(nonKeyAttributes));
    }

    /// What an entry of an index holds, as `ProjectionType` has it.
    public enum Projection {
        KEYS_ONLY,
        INCLUDE,
        ALL
    }
}
