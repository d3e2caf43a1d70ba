package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.glue.GlueTable;
import io.millrace.core.resource.glue.PartitionIndex;
import io.millrace.server.aws.glue.GlueStore.TableName;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Indexes over partitions; kept only, and ACTIVE at once.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/partition-indexes.html>
final class PartitionIndexOperations {
    private final GlueStore store;

    PartitionIndexOperations(GlueStore store) {
        this.store = store;
    }

    static PartitionIndex read(Fields index) {
        PartitionIndex read = new PartitionIndex(index.requiredString("IndexName"), index.strings("Keys"));
        index.refuseUnknown();
        return read;
    }

    /// Adds each to those before it.
    static List<PartitionIndex> checked(GlueTable table, List<PartitionIndex> indexes) {
        List<PartitionIndex> all = new ArrayList<>();
        for (PartitionIndex index : indexes) {
            if (all.stream().anyMatch(other -> other.name().equals(index.name()))) {
                throw GlueStore.exists("Partition index " + index.name());
            }
            if (index.keys().isEmpty()) {
                throw GlueStore.invalid("Partition index " + index.name() + " has no Keys");
            }
            index.keys().stream().filter(key -> key(table, key).isEmpty()).forEach(key -> {
                throw GlueStore.invalid("Keys: " + key + " is no partition key of " + table.name());
            });
            all.add(index);
        }
        if (all.size() > TableLimit.GLUE_PARTITION_INDEXES.value()) {
            throw new RequestException(
                    "ResourceNumberLimitExceededException",
                    "A table has at most " + TableLimit.GLUE_PARTITION_INDEXES.value() + " partition indexes");
        }
        return all;
    }

    private static Optional<JsonNode> key(GlueTable table, String name) {
        return table.partitionKeys().stream()
                .filter(key -> key.path("Name").asText().equalsIgnoreCase(name))
                .findFirst();
    }

    JsonNode create(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        PartitionIndex index = read(fields.requiredObject("PartitionIndex"));
        fields.refuseUnknown();
        store.apply(() -> {
            GlueTable table = store.table(name);
            List<PartitionIndex> all = new ArrayList<>(table.indexes());
            all.add(index);
            return Changes.put(table.withIndexes(checked(table, all)));
        });
        return GlueJson.none();
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        fields.string("NextToken");
        fields.refuseUnknown();
        GlueTable table = store.table(name);
        ObjectNode answer = GlueJson.none();
        ArrayNode list = answer.putArray("PartitionIndexDescriptorList");
        for (PartitionIndex index : table.indexes()) {
            ObjectNode shown = list.addObject().put("IndexName", index.name()).put("IndexStatus", "ACTIVE");
            ArrayNode keys = shown.putArray("Keys");
            index.keys().forEach(key -> keys.addObject()
                    .put("Name", key)
                    .put(
                            "Type",
                            key(table, key)
                                    .map(one -> one.path("Type").asText())
                                    .orElse("")));
        }
        return answer;
    }

    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        String index = fields.requiredString("IndexName");
        fields.refuseUnknown();
        store.apply(() -> {
            GlueTable table = store.table(name);
            List<PartitionIndex> left = table.indexes().stream()
                    .filter(one -> !one.name().equals(index))
                    .toList();
            if (left.size() == table.indexes().size()) {
                throw GlueStore.notFound("Partition index " + index + " not found.");
            }
            return Changes.put(table.withIndexes(left));
        });
        return GlueJson.none();
    }
}
