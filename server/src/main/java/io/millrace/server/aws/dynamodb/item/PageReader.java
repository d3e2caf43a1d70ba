package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.limit.TableLimit;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Range;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.expression.DocumentPath;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads one page of a query or scan: up to 1 MB, or as many items as asked for, whatever the filter lets through. It
/// ends with the item that fills it.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html>
final class PageReader {
    private final TableStore store;
    private final ReadTarget target;
    private final PageMembers members;
    private final Condition filter;
    private final Optional<Projection> projection;

    private final List<Item> found = new ArrayList<>();
    private int scanned;
    private long bytes;
    private Item last = Item.EMPTY;
    private boolean full;

    PageReader(
            TableStore store,
            ReadTarget target,
            PageMembers members,
            Condition filter,
            Optional<Projection> projection) {
        this.store = store;
        this.target = target;
        this.members = members;
        this.filter = filter;
        this.projection = projection;
    }

    /// Reads from where the range begins and gives the answer.
    byte[] answer(Range range) {
        store.read(range, this::visit);
        Consumption consumption = new Consumption(members.tableName(), target.table(), Consumption.Kind.PLAIN);
        double units = Consumption.readUnits(bytes, members.consistent());
        target.index()
                .ifPresentOrElse(index -> consumption.addIndex(index.name(), units), () -> consumption.addTable(units));
        List<Item> items = (fetches() ? fetched(consumption) : found)
                .stream().filter(filter::holds).map(this::part).toList();
        return AnswerJson.of(json -> {
            json.writeNumberField("Count", items.size());
            json.writeNumberField("ScannedCount", scanned);
            if (!members.isCount()) {
                AnswerJson.items(json, "Items", items);
            }
            if (full) {
                AnswerJson.item(json, "LastEvaluatedKey", lastKey());
            }
            consumption.write(json, members.capacity());
        });
    }

    private boolean visit(Item item) {
        scanned++;
        bytes += ItemSize.of(item);
        last = item;
        found.add(item);
        full = scanned >= members.limit() || bytes >= TableLimit.DYNAMODB_PAGE_BYTES.value();
        return !full;
    }

    /// Whether an entry of the local index is not enough; a global one was refused before.
    private boolean fetches() {
        if (target.index().isEmpty() || target.isGlobal()) {
            return false;
        }
        Stream<DocumentPath> asked =
                Stream.concat(projection.map(Projection::paths).orElse(List.of()).stream(), filter.paths().stream());
        boolean everything = members.wantsEverything()
                && target.index().orElseThrow().projection() != io.millrace.core.table.item.IndexSchema.Projection.ALL;
        return everything || asked.anyMatch(path -> !target.holds(path.attribute()));
    }

    /// The items of the entries found. One that went in between is not in the answer.
    private List<Item> fetched(Consumption consumption) {
        List<ItemKey> keys = found.stream()
                .map(entry -> new ItemKey(
                        target.table().tableId(), KeyChecks.keyOf(target.table().keys(), entry)))
                .toList();
        List<Item> items = store.get(keys).stream().flatMap(Optional::stream).toList();
        items.forEach(item -> consumption.addTable(Consumption.readUnits(ItemSize.of(item), members.consistent())));
        return items;
    }

    private Item part(Item item) {
        return projection.map(asked -> asked.of(item)).orElse(item);
    }

    private Item lastKey() {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        target.keyNames().forEach(name -> key.put(name, last.attributes().get(name)));
        return new Item(key);
    }
}
