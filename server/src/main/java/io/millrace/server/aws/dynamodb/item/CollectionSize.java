package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Extent;
import io.millrace.core.store.TableStore.Range;
import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.RangeCondition;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// How large the items of one hash key are together, with their entries in local indexes: told in whole gigabytes, and
/// only for tables that have such indexes. While the whole table is smaller than a gigabyte nothing is read for it.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ItemCollectionMetrics.html>
final class CollectionSize {
    private static final long GIGABYTE = 1L << 30;

    private final TableStore store;

    CollectionSize(TableStore store) {
        this.store = store;
    }

    /// Writes it as a structure; to be asked for where [#isTold].
    void write(JsonGenerator json, Table table, Item key) throws IOException {
        String name = table.keys().hash().name();
        AttributeValue hash = key.find(name).orElseThrow();
        long gigabytes = bytes(table, hash) / GIGABYTE;
        json.writeStartObject();
        AnswerJson.item(json, "ItemCollectionKey", new Item(Map.of(name, hash)));
        json.writeArrayFieldStart("SizeEstimateRangeGB");
        json.writeNumber((double) gigabytes);
        json.writeNumber((double) (gigabytes + 1));
        json.writeEndArray();
        json.writeEndObject();
    }

    static boolean isTold(Table table) {
        return !table.schema().local().isEmpty();
    }

    private long bytes(Table table, AttributeValue hash) {
        long all = store.extents(table.tableId()).values().stream()
                .mapToLong(Extent::bytes)
                .sum();
        if (all < GIGABYTE) {
            return all;
        }
        long bytes = bytes(table, Optional.empty(), hash);
        for (IndexSchema local : table.schema().local()) {
            bytes += bytes(table, Optional.of(local.name()), hash);
        }
        return bytes;
    }

    private long bytes(Table table, Optional<String> index, AttributeValue hash) {
        long[] bytes = new long[1];
        store.read(
                new Range(
                        table.tableId(),
                        index,
                        Optional.of(hash),
                        new RangeCondition.Any(),
                        true,
                        Optional.empty(),
                        Segment.WHOLE),
                item -> {
                    bytes[0] += ItemSize.of(item);
                    return true;
                });
        return bytes[0];
    }
}
