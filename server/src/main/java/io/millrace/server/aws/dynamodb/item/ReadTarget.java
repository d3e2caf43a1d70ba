package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.resource.dynamodb.GlobalIndex;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.TableFaults;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// What a query or scan reads: a table or one of its indexes.
record ReadTarget(Table table, Optional<IndexSchema> index) {
    /// @param consistent what the request asks for, which no global index has
    static ReadTarget of(Table table, Optional<String> indexName, boolean consistent) {
        if (indexName.isEmpty()) {
            return new ReadTarget(table, Optional.empty());
        }
        String name = indexName.get();
        IndexSchema index = table.findIndex(name)
                .orElseThrow(() -> TableFaults.validation("The table does not have the specified index: " + name));
        Optional<GlobalIndex> global = table.findGlobal(name);
        if (global.isPresent() && consistent) {
            throw TableFaults.validation("Consistent reads are not supported on global secondary indexes");
        }
        global.map(GlobalIndex::status).ifPresent(status -> requireReady(name, status));
        return new ReadTarget(table, Optional.of(index));
    }

    private static void requireReady(String name, GlobalIndex.Status status) {
        switch (status) {
            case ACTIVE -> {
                // As it should be.
            }
            case CREATING ->
                throw TableFaults.validation("Cannot read from backfilling global secondary index: " + name);
            case DELETING -> throw TableFaults.validation("The table does not have the specified index: " + name);
        }
    }

    boolean isGlobal() {
        return index.flatMap(one -> table.findGlobal(one.name())).isPresent();
    }

    KeySchema keys() {
        return index.map(IndexSchema::keys).orElse(table.keys());
    }

    /// The attributes of a key from which a read can go on: the table's and the index's.
    SequencedSet<String> keyNames() {
        SequencedSet<String> names = new LinkedHashSet<>();
        table.keys().attributes().forEach(attribute -> names.add(attribute.name()));
        keys().attributes().stream().map(KeyAttribute::name).forEach(names::add);
        return names;
    }

    boolean holds(String attribute) {
        return index.map(one -> IndexEntry.holds(one, table.keys(), attribute)).orElse(true);
    }

    /// Refuses what a global index cannot give, for nothing is fetched from its table.
    void refuseMore(boolean everything, Optional<Projection> projection) {
        if (!isGlobal()) {
            return;
        }
        IndexSchema global = index.orElseThrow();
        if (everything && global.projection() != IndexSchema.Projection.ALL) {
            throw TableFaults.parameter("Select type ALL_ATTRIBUTES is not supported for global secondary index "
                    + global.name() + " because its projection type is not ALL");
        }
        List<String> missing = projection.map(Projection::paths).orElse(List.of()).stream()
                .map(path -> path.attribute())
                .filter(name -> !holds(name))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw TableFaults.parameter("Global secondary index " + global.name() + " does not project " + missing);
        }
    }
}
