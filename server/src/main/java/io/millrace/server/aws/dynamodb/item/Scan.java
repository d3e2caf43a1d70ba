package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.limit.TableLimit;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Range;
import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.RangeCondition;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.List;
import java.util.Optional;

/// Scan: all items of a table or an index, or of one of several segments that together are all.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html>
final class Scan {
    private final TableLookup tables;
    private final TableStore store;

    Scan(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        PageMembers page = PageMembers.read(members);
        Expressions expressions = Expressions.read(
                members,
                List.of(Expressions.PROJECTION, Expressions.FILTER),
                List.of(Expressions.ATTRIBUTES_TO_GET, Expressions.SCAN_FILTER, Expressions.CONDITIONAL_OPERATOR));
        expressions.tellProjectionFault(members.violations());
        expressions.tellFaults(members.violations());
        Optional<Item> startKey = PageMembers.startKey(members);
        Segment segment = segment(members);
        members.refuseUnknown();
        members.violations().check();
        Condition filter = expressions.filter();
        Optional<Projection> projection = expressions.projection();
        expressions.finish();
        page.checkSelect(projection, expressions.projectionParameter());
        ReadTarget target = ReadTarget.of(tables.usable(region, page.tableName()), page.index(), page.consistent());
        startKey.ifPresent(key -> StartKey.checkIndex(target, key));
        target.refuseMore(page.wantsEverything(), projection);
        startKey.ifPresent(key -> StartKey.checkTable(target, key));
        projection.ifPresent(asked -> KeyPaths.check(target.table(), asked.paths()));
        KeyPaths.check(target.table(), filter.paths());
        Range range = new Range(
                target.table().tableId(),
                target.index().map(IndexSchema::name),
                Optional.empty(),
                new RangeCondition.Any(),
                true,
                startKey,
                segment);
        return new PageReader(store, target, page, filter, projection).answer(range);
    }

    private static Segment segment(Members members) {
        Violations violations = members.violations();
        int totalMax = TableLimit.DYNAMODB_SCAN_SEGMENTS.intValue();
        Optional<Integer> number = members.integer("Segment", 0, totalMax - 1);
        Optional<Integer> total = members.integer("TotalSegments", 1, totalMax);
        if (number.isPresent() && total.isEmpty()) {
            violations.later("The TotalSegments parameter is required but was not present in the request when Segment"
                    + " parameter is present");
        } else if (number.isEmpty() && total.isPresent()) {
            violations.later("The Segment parameter is required but was not present in the request when parameter"
                    + " TotalSegments is present");
        } else if (number.isPresent() && number.get() >= total.get()) {
            violations.later(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: "
                            + number.get() + " is not less than TotalSegments: " + total.get());
        } else if (number.isPresent()) {
            return new Segment(number.get(), total.get());
        }
        return Segment.WHOLE;
    }
}
