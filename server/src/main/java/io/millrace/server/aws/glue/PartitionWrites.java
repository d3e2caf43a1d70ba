package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.glue.GlueInputs;
import io.millrace.core.resource.glue.GluePartition;
import io.millrace.core.resource.glue.GlueTable;
import io.millrace.server.aws.glue.GlueStore.TableName;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Partitions: made, changed, deleted. What a batch does it does in one append.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html>
final class PartitionWrites {
    private final GlueStore store;

    PartitionWrites(GlueStore store) {
        this.store = store;
    }

    JsonNode create(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        ObjectNode input = GlueInputs.partition(fields.requiredObject("PartitionInput"));
        fields.refuseUnknown();
        store.apply(() -> Changes.put(fresh(store.table(name), input)));
        return GlueJson.none();
    }

    JsonNode createMany(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        List<ObjectNode> inputs =
                Batches.checked(fields.objects("PartitionInputList"), TableLimit.GLUE_PAGE_ITEMS).stream()
                        .map(GlueInputs::partition)
                        .toList();
        fields.refuseUnknown();
        ObjectNode answer = GlueJson.none();
        ArrayNode errors = answer.putArray("Errors");
        store.apply(() -> {
            errors.removeAll();
            GlueTable table = store.table(name);
            List<Resource> made = new ArrayList<>();
            Set<ResourceId> ids = new HashSet<>();
            for (ObjectNode input : inputs) {
                Batches.attempt(() -> {
                            GluePartition partition = fresh(table, input);
                            if (!ids.add(partition.id())) {
                                throw GlueStore.exists("Partition");
                            }
                            made.add(partition);
                        })
                        .ifPresent(failure -> errors.add(failed(failure, input.path("Values"), "PartitionValues")));
            }
            store.requireRoom(store.index().partitions(), made.size());
            return new Changes(made, List.of());
        });
        return answer;
    }

    private GluePartition fresh(GlueTable table, ObjectNode input) {
        GluePartition partition = partition(table, input);
        if (store.catalog().find(GluePartition.class, partition.id()).isPresent()) {
            throw GlueStore.exists("Partition");
        }
        store.requireRoom(store.index().partitions(), 1);
        return partition;
    }

    private GluePartition partition(GlueTable table, ObjectNode input) {
        if (input.path("Values").size() != table.partitionKeys().size()) {
            throw GlueStore.invalid("The number of partition keys do not match the number of partition values");
        }
        return new GluePartition(
                table.region(),
                table.database(),
                table.name(),
                input,
                store.clock().instant());
    }

    private static ObjectNode failed(RequestException failure, JsonNode values, String member) {
        return GlueJson.failure(failure).set(member, values);
    }

    JsonNode update(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        Update update = Update.read(fields);
        fields.refuseUnknown();
        store.apply(() -> update(name, update));
        return GlueJson.none();
    }

    /// The new state of a partition, perhaps with other values.
    private record Update(List<String> values, ObjectNode input) {
        static Update read(Fields fields) {
            return new Update(
                    fields.strings("PartitionValueList"),
                    GlueInputs.partition(fields.requiredObject("PartitionInput")));
        }
    }

    private Changes update(TableName name, Update update) {
        GluePartition before = store.partition(name, update.values());
        GluePartition after =
                before.withInput(partition(store.table(name), update.input()).input());
        if (after.id().equals(before.id())) {
            return Changes.put(after);
        }
        if (store.catalog().find(GluePartition.class, after.id()).isPresent()) {
            throw GlueStore.exists("Partition");
        }
        return new Changes(List.of(after), List.of(before.id()));
    }

    JsonNode updateMany(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        List<Update> updates = Batches.checked(fields.objects("Entries"), TableLimit.GLUE_PAGE_ITEMS).stream()
                .map(entry -> {
                    Update update = Update.read(entry);
                    entry.refuseUnknown();
                    return update;
                })
                .toList();
        fields.refuseUnknown();
        store.table(name);
        ObjectNode answer = GlueJson.none();
        ArrayNode errors = answer.putArray("Errors");
        for (Update update : updates) {
            Batches.attempt(() -> store.apply(() -> update(name, update))).ifPresent(failure -> {
                ObjectNode error = GlueJson.failure(failure);
                update.values().forEach(error.putArray("PartitionValueList")::add);
                errors.add(error);
            });
        }
        return answer;
    }

    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        List<String> values = fields.strings("PartitionValues");
        fields.refuseUnknown();
        store.apply(() -> Changes.remove(List.of(store.partition(name, values).id())));
        return GlueJson.none();
    }

    JsonNode deleteMany(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        List<List<String>> wanted =
                Batches.checked(PartitionReads.lists(fields, "PartitionsToDelete"), TableLimit.GLUE_BATCH_DELETES);
        fields.refuseUnknown();
        ObjectNode answer = GlueJson.none();
        ArrayNode errors = answer.putArray("Errors");
        store.apply(() -> {
            errors.removeAll();
            store.table(name);
            List<ResourceId> gone = new ArrayList<>();
            for (List<String> values : wanted) {
                Optional<RequestException> failure = Batches.attempt(
                        () -> gone.add(store.partition(name, values).id()));
                failure.ifPresent(one -> {
                    ObjectNode error = GlueJson.failure(one);
                    values.forEach(error.putArray("PartitionValues")::add);
                    errors.add(error);
                });
            }
            return Changes.remove(gone);
        });
        return answer;
    }
}
