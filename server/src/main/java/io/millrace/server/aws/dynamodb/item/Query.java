package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Range;
import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.expression.KeyConditions;
import io.millrace.core.table.expression.KeyQuery;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.TableFaults;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Query: the items with one hash key of a table or an index, in the order of the range key.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html>
final class Query {
    private final TableLookup tables;
    private final TableStore store;

    Query(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        PageMembers page = PageMembers.read(members);
        boolean forward = members.flag("ScanIndexForward", true);
        Expressions expressions = Expressions.read(
                members,
                List.of(Expressions.PROJECTION, Expressions.FILTER, Expressions.KEY_CONDITION),
                List.of(
                        Expressions.ATTRIBUTES_TO_GET,
                        Expressions.QUERY_FILTER,
                        Expressions.CONDITIONAL_OPERATOR,
                        Expressions.KEY_CONDITIONS));
        expressions.tellFaults(members.violations());
        Optional<Item> startKey = PageMembers.startKey(members);
        expressions.tellKeyFaults(members.violations());
        members.refuseUnknown();
        members.violations().check();
        Supplier<KeyConditions> asked = expressions.keyConditions();
        Condition filter = expressions.filter();
        Optional<Projection> projection = expressions.projection();
        KeyConditions conditions = asked.get();
        expressions.finish();
        page.checkSelect(projection, expressions.projectionParameter());
        ReadTarget target = ReadTarget.of(tables.usable(region, page.tableName()), page.index(), page.consistent());
        startKey.ifPresent(key -> StartKey.checkHash(target, key));
        KeyQuery query = conditions.on(target.keys());
        startKey.ifPresent(key -> StartKey.checkWithin(target, key, query));
        projection.ifPresent(chosen -> KeyPaths.check(target.table(), chosen.paths()));
        refuseKeys(target, filter, expressions.filterName());
        target.refuseMore(page.wantsEverything(), projection);
        KeyPaths.check(target.table(), filter.paths());
        Range range = new Range(
                target.table().tableId(),
                target.index().map(IndexSchema::name),
                Optional.of(query.hash()),
                query.range(),
                forward,
                startKey,
                Segment.WHOLE);
        return new PageReader(store, target, page, filter, projection).answer(range);
    }

    /// What is asked of a key belongs into the key condition.
    private static void refuseKeys(ReadTarget target, Condition filter, String parameter) {
        for (KeyAttribute attribute : target.keys().attributes()) {
            if (filter.paths().stream().anyMatch(path -> path.attribute().equals(attribute.name()))) {
                throw TableFaults.validation(parameter
                        + " can only contain non-primary key attributes: Primary key attribute: " + attribute.name());
            }
        }
    }
}
