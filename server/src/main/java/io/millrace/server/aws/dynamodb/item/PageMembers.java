package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.TableFaults;
import io.millrace.server.aws.dynamodb.item.Consumption.Detail;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The members that Query and Scan have in common, but for their expressions.
///
/// @param select empty when the request leaves it to its other members
/// @param limit how many items are looked at
record PageMembers(
        String tableName,
        Optional<String> index,
        Optional<Select> select,
        int limit,
        boolean consistent,
        Detail capacity) {
    private static final Pattern UNPLACED = Pattern.compile("[Nn]umber|numeric|duplicates");

    /// Words of Select.
    enum Select {
        SPECIFIC_ATTRIBUTES,
        COUNT,
        ALL_ATTRIBUTES,
        ALL_PROJECTED_ATTRIBUTES
    }

    static PageMembers read(Members members) {
        Optional<Select> select = members.has("Select")
                ? Optional.of(members.word("Select", Select.ALL_ATTRIBUTES, List.of(Select.values())))
                : Optional.empty();
        return new PageMembers(
                members.tableName(),
                members.indexName(),
                select,
                members.integer("Limit", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE),
                members.flag("ConsistentRead", false),
                WriteOptions.capacity(members));
    }

    /// ExclusiveStartKey, of which what is wrong is told later than what is wrong with the others.
    static Optional<Item> startKey(Members members) {
        return members.value("ExclusiveStartKey").map(key -> members.item(key, PageMembers::ofStartKey));
    }

    /// DynamoDB tells what is wrong with numbers and repeated elements without saying where.
    private static String ofStartKey(String fault) {
        return UNPLACED.matcher(fault).find() ? fault : "The provided starting key is invalid: " + fault;
    }

    boolean isCount() {
        return select.filter(Select.COUNT::equals).isPresent();
    }

    boolean wantsEverything() {
        return select.filter(Select.ALL_ATTRIBUTES::equals).isPresent();
    }

    /// Whether Select fits the rest of the request.
    ///
    /// @param parameter the name of what asks for attributes
    void checkSelect(Optional<Projection> projection, String parameter) {
        if (select.isEmpty()) {
            return;
        }
        Select asked = select.get();
        if (projection.isPresent() && asked != Select.SPECIFIC_ATTRIBUTES) {
            throw TableFaults.validation("Cannot specify the " + parameter + " when choosing to get "
                    + (asked == Select.COUNT ? "only the Count" : asked));
        }
        if (projection.isEmpty() && asked == Select.SPECIFIC_ATTRIBUTES) {
            throw TableFaults.validation("Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                    + " SPECIFIC_ATTRIBUTES");
        }
        if (asked == Select.ALL_PROJECTED_ATTRIBUTES && index.isEmpty()) {
            throw TableFaults.validation("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
    }
}
