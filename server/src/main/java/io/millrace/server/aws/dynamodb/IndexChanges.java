package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Billing;
import io.millrace.core.resource.dynamodb.Capacity;
import io.millrace.core.resource.dynamodb.GlobalIndex;
import io.millrace.core.resource.dynamodb.TableSchema;
import io.millrace.core.table.item.KeyType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// `GlobalSecondaryIndexUpdates`: capacities of any number of indexes, and one index that is made or dropped.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndexUpdate.html>
///
/// @param changes in order
/// @param attributes that the request defines
record IndexChanges(List<Change> changes, Map<String, KeyType> attributes) {
    private static final String WRONG = "One or more parameter values were invalid: ";

    /// @param action `Update`, `Create`, `Delete`; empty for none of them
    private record Change(String action, JsonNode given) {
        String name() {
            return given.path("IndexName").asText();
        }
    }

    static IndexChanges read(ObjectNode request) {
        List<Change> changes = new ArrayList<>();
        for (JsonNode one : request.path("GlobalSecondaryIndexUpdates")) {
            String action = List.of("Update", "Create", "Delete").stream()
                    .filter(one::hasNonNull)
                    .findFirst()
                    .orElse("");
            changes.add(new Change(action, one.path(action)));
        }
        return new IndexChanges(List.copyOf(changes), SchemaReader.attributes(request));
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /// The names of the indexes that it is about.
    Set<String> named() {
        return changes.stream().map(Change::name).collect(Collectors.toSet());
    }

    /// What can be said without a look at the table.
    void check() {
        Set<String> names = new HashSet<>();
        for (Change change : changes) {
            if (change.action().isEmpty()) {
                throw invalid(WRONG + "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                        + " GlobalSecondaryIndexUpdate.Delete must not be null");
            }
            if (!names.add(change.name())) {
                throw invalid(WRONG + "Only one global secondary index update per index is allowed simultaneously."
                        + " Index: " + change.name());
            }
        }
    }

    /// @param billing of the table after the request
    TableSchema changed(TableSchema before, BillingReader billing, Instant now) {
        long online = changes.stream()
                .filter(change -> !change.action().equals("Update"))
                .count();
        if (online > 1) {
            throw new RequestException(
                    "LimitExceededException",
                    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per"
                            + " table");
        }
        TableSchema schema = before;
        for (Change change : changes) {
            schema = switch (change.action()) {
                case "Create" -> created(schema, change, billing);
                case "Delete" -> deleted(schema, change);
                default -> updated(schema, change, billing, now);
            };
        }
        SchemaReader.checkTogether(schema);
        return schema;
    }

    private TableSchema created(TableSchema schema, Change change, BillingReader billing) {
        if (schema.global().stream().anyMatch(index -> index.name().equals(change.name()))) {
            throw invalid("Attempting to create an index which already exists");
        }
        SequencedMap<String, KeyType> all = new LinkedHashMap<>(schema.attributes());
        attributes.forEach((name, type) -> {
            KeyType present = all.putIfAbsent(name, type);
            if (present != null && present != type) {
                throw invalid(WRONG + "Table already has an attribute definition with the same name and another type: "
                        + name);
            }
        });
        List<GlobalIndex> global = new ArrayList<>(schema.global());
        global.add(new SchemaReader(all).global(change.given(), billing));
        return schema.withAttributes(all).withGlobal(global);
    }

    private static TableSchema deleted(TableSchema schema, Change change) {
        requirePresent(schema, change);
        return schema.mapGlobal(
                index -> index.name().equals(change.name()) ? index.withStatus(GlobalIndex.Status.DELETING) : index);
    }

    private static TableSchema updated(TableSchema schema, Change change, BillingReader billing, Instant now) {
        Optional<Capacity> capacity = BillingReader.capacity(change.given());
        capacity.ifPresent(IndexChanges::requireBounded);
        if (capacity.isPresent() && billing.mode() == Billing.Mode.PAY_PER_REQUEST) {
            throw BillingReader.notOnDemand();
        }
        requirePresent(schema, change);
        return schema.mapGlobal(index -> {
            if (!index.name().equals(change.name())) {
                return index;
            }
            GlobalIndex changed = capacity.map(asked -> index.withCapacity(
                            UpdateOperation.changed(index.capacity(), asked, "index " + index.name(), now)))
                    .orElse(index);
            return change.given().hasNonNull("OnDemandThroughput")
                    ? changed.withOnDemand(BillingReader.onDemand(change.given()))
                    : changed;
        });
    }

    private static void requireBounded(Capacity capacity) {
        try {
            BillingReader.bounded(capacity);
        } catch (RequestException e) {
            throw invalid("This operation cannot be performed with given input values. Please contact DynamoDB service"
                    + " team for more info: Action Blocked: IndexUpdate");
        }
    }

    private static void requirePresent(TableSchema schema, Change change) {
        if (schema.global().stream().noneMatch(index -> index.name().equals(change.name()))) {
            throw RequestException.notFound("Requested resource not found: Index: " + change.name() + " not found");
        }
    }
}
