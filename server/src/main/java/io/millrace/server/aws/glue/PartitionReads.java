package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.glue.GluePartition;
import io.millrace.core.resource.glue.GlueTable;
import io.millrace.server.aws.glue.GlueStore.TableName;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Partitions: shown, one, many by their values, or a page of those that fit an expression.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html>
final class PartitionReads {
    private final GlueStore store;

    PartitionReads(GlueStore store) {
        this.store = store;
    }

    JsonNode get(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        List<String> values = fields.strings("PartitionValues");
        fields.object("AuditContext");
        fields.refuseUnknown();
        return GlueJson.none().set("Partition", GlueJson.partition(store.partition(name, values), true));
    }

    /// Those that are not there are left out.
    JsonNode getMany(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        List<List<String>> wanted = Batches.checked(lists(fields, "PartitionsToGet"), TableLimit.GLUE_PAGE_PARTITIONS);
        fields.object("AuditContext");
        fields.object("QuerySessionContext");
        fields.refuseUnknown();
        store.table(name);
        ObjectNode answer = GlueJson.none();
        ArrayNode found = answer.putArray("Partitions");
        ArrayNode left = answer.putArray("UnprocessedKeys");
        long chars = 0;
        for (List<String> values : wanted) {
            if (chars > TableLimit.GLUE_PAGE_CHARS.value()) {
                values.forEach(left.addObject().putArray("Values")::add);
                continue;
            }
            Optional<GluePartition> partition = store.catalog().find(GluePartition.class, name.partition(values));
            if (partition.isPresent()) {
                ObjectNode shown = GlueJson.partition(partition.get(), true);
                found.add(shown);
                chars += shown.toString().length();
            }
        }
        return answer;
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        Optional<String> expression = fields.string("Expression").filter(text -> !text.isBlank());
        Predicate<GluePartition> segment = segment(fields);
        GluePage page = GluePage.read(fields, TableLimit.GLUE_PAGE_PARTITIONS);
        boolean withColumns = !fields.bool("ExcludeColumnSchema").orElse(false);
        TableOperations.refuseTransactionsOfRead(fields);
        fields.refuseUnknown();
        GlueTable table = store.table(name);
        Predicate<GluePartition> fits = expression
                .map(text -> PartitionFilter.parse(text, table))
                .<Predicate<GluePartition>>map(filter -> partition -> filter.test(partition.values()))
                .orElse(partition -> true);
        return page.answer(
                "Partitions",
                store.index().partitions().within(name.region(), name.prefix()),
                segment.and(fits),
                partition -> GlueJson.partition(partition, withColumns));
    }

    /// Every partition is in one of the segments.
    private static Predicate<GluePartition> segment(Fields fields) {
        Optional<Fields> given = fields.object("Segment");
        if (given.isEmpty()) {
            return partition -> true;
        }
        Fields segment = given.get();
        int total = segment.integerBetween("TotalSegments", 1, TableLimit.GLUE_SEGMENTS.intValue())
                .orElseThrow(() -> segment.missing("TotalSegments"));
        int number = segment.integerBetween("SegmentNumber", 0, total - 1)
                .orElseThrow(() -> segment.missing("SegmentNumber"));
        segment.refuseUnknown();
        return partition -> Math.floorMod(partition.values().hashCode(), total) == number;
    }

    /// A list of lists of values.
    static List<List<String>> lists(Fields fields, String member) {
        return fields.objects(member).stream()
                .map(one -> {
                    List<String> values = one.strings("Values");
                    one.refuseUnknown();
                    return values;
                })
                .toList();
    }
}
