package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.dynamodb.Billing;
import io.millrace.core.resource.dynamodb.Capacity;
import io.millrace.core.resource.dynamodb.GlobalIndex;
import io.millrace.core.resource.dynamodb.OnDemandCapacity;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.resource.dynamodb.TableSchema;
import io.millrace.core.resource.dynamodb.TableSettings;
import io.millrace.server.aws.protocol.AwsCall;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// UpdateTable: billing, capacity, one global index more or less, protection, class, encryption.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html>
final class UpdateOperation {
    private static final String WRONG = "One or more parameter values were invalid: ";

    private final Tables tables;
    private final TableOperations operations;

    UpdateOperation(Tables tables, TableOperations operations) {
        this.tables = tables;
        this.operations = operations;
    }

    JsonNode update(AwsCall call) {
        ObjectNode request = TableShapes.UPDATE.read(call.input());
        IndexChanges indexes = IndexChanges.read(request);
        requireSomething(request, indexes);
        Optional<Capacity> capacity = BillingReader.capacity(request);
        Optional<Billing.Mode> mode = BillingReader.mode(request);
        if (mode.equals(Optional.of(Billing.Mode.PROVISIONED)) && capacity.isEmpty()) {
            throw invalid(WRONG + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        }
        capacity.ifPresent(BillingReader::bounded);
        indexes.check();
        Table named = tables.require(call.region(), request.path("TableName").textValue());
        Table[] before = new Table[1];
        Table changed = tables.change(named.id(), table -> {
            before[0] = table;
            return changed(table, request, indexes).withStatus(Table.Status.UPDATING);
        });
        return JsonNodeFactory.instance
                .objectNode()
                .set("TableDescription", operations.shown(underWay(before[0], changed)));
    }

    private static void requireSomething(ObjectNode request, IndexChanges indexes) {
        boolean some = Stream.of(
                                "ProvisionedThroughput",
                                "BillingMode",
                                "StreamSpecification",
                                "SSESpecification",
                                "TableClass",
                                "DeletionProtectionEnabled",
                                "OnDemandThroughput",
                                "WarmThroughput")
                        .anyMatch(request::hasNonNull)
                || !indexes.isEmpty();
        if (!some) {
            throw invalid("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                    + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        }
    }

    private Table changed(Table table, ObjectNode request, IndexChanges indexes) {
        Instant now = tables.now();
        Billing before = table.settings().billing();
        BillingReader reader = new BillingReader(BillingReader.mode(request).orElse(before.mode()));
        boolean switched = reader.mode() != before.mode();
        TableSettings settings = SettingsReader.changed(table.settings(), request, table.region());
        TableSchema schema = table.schema();
        if (switched && reader.mode() == Billing.Mode.PROVISIONED) {
            requireCapacities(schema, indexes);
        }
        if (switched && reader.mode() == Billing.Mode.PAY_PER_REQUEST) {
            schema = schema.mapGlobal(index -> index.withCapacity(Capacity.NONE));
        }
        schema = indexes.changed(schema, reader, now);
        return table.withSettings(settings.withBilling(billing(before, request, reader, now)))
                .withSchema(schema);
    }

    private static void requireCapacities(TableSchema schema, IndexChanges indexes) {
        Set<String> without =
                schema.global().stream().map(GlobalIndex::name).collect(Collectors.toCollection(TreeSet::new));
        without.removeAll(indexes.named());
        if (!without.isEmpty()) {
            throw invalid(WRONG + "ProvisionedThroughput must be specified for index: " + String.join(",", without));
        }
    }

    private static Billing billing(Billing before, ObjectNode request, BillingReader reader, Instant now) {
        Optional<Capacity> capacity = BillingReader.capacity(request);
        Optional<OnDemandCapacity> bounds = BillingReader.onDemand(request).or(before::onDemand);
        return switch (reader.mode()) {
            case PAY_PER_REQUEST -> {
                if (capacity.isPresent()) {
                    throw BillingReader.notOnDemand();
                }
                boolean was = before.mode() == Billing.Mode.PAY_PER_REQUEST;
                yield new Billing(
                        reader.mode(), Capacity.NONE, bounds, was ? before.onDemandSince() : Optional.of(now));
            }
            case PROVISIONED ->
                new Billing(
                        reader.mode(),
                        capacity.map(units -> changed(before.capacity(), units, "table", now))
                                .orElse(before.capacity()),
                        bounds,
                        before.onDemandSince());
        };
    }

    /// @param what the words for what has the capacity: `table`
    static Capacity changed(Capacity before, Capacity asked, String what, Instant now) {
        if (before.readUnits() == asked.readUnits() && before.writeUnits() == asked.writeUnits()) {
            throw invalid("The provisioned throughput for the " + what + " will not change. The requested value equals"
                    + " the current value. Current ReadCapacityUnits provisioned for the " + what + ": "
                    + before.readUnits() + ". Requested ReadCapacityUnits: " + asked.readUnits()
                    + ". Current WriteCapacityUnits provisioned for the " + what + ": " + before.writeUnits()
                    + ". Requested WriteCapacityUnits: " + asked.writeUnits() + ". Refer to the Amazon DynamoDB"
                    + " Developer Guide for current limits and how to request higher limits.");
        }
        return before.changed(asked.readUnits(), asked.writeUnits(), now);
    }

    /// What AWS answers to the update: capacity is still what it was, but the time of its change is known.
    private static Table underWay(Table before, Table changed) {
        Billing billing = changed.settings().billing();
        Capacity old = before.settings().billing().capacity();
        if (billing.mode() != before.settings().billing().mode()) {
            return changed;
        }
        Capacity shown = new Capacity(
                old.readUnits(),
                old.writeUnits(),
                billing.capacity().increased(),
                billing.capacity().decreased(),
                old.decreases());
        return changed.withSettings(changed.settings()
                .withBilling(new Billing(billing.mode(), shown, billing.onDemand(), billing.onDemandSince())));
    }
}
