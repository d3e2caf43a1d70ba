package io.millrace.server.aws.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.dynamodb.Billing;
import io.millrace.core.resource.dynamodb.Capacity;
import io.millrace.core.resource.dynamodb.GlobalIndex;
import io.millrace.core.resource.dynamodb.OnDemandCapacity;
import io.millrace.core.resource.dynamodb.SchemaJson;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore.Extent;
import io.millrace.core.table.item.IndexSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/// A table as AWS describes it.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html>
///
/// @param extents how much there is, by index; empty when that is not known
record TableDescription(Table table, Map<String, Extent> extents, Instant now) {
    private static final Extent NOTHING = new Extent(0, 0);

    /// A time as AWS writes it: seconds, with a fraction.
    static BigDecimal seconds(Instant moment) {
        return BigDecimal.valueOf(moment.toEpochMilli(), 3);
    }

    ObjectNode json() {
        Extent whole = extents.getOrDefault("", NOTHING);
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.set("AttributeDefinitions", SchemaJson.attributes(table.schema().attributes()));
        shown.put("TableName", table.name());
        shown.set("KeySchema", SchemaJson.keys(table.keys()));
        shown.put("TableStatus", table.status().name())
                .put("CreationDateTime", seconds(table.created()))
                .set(
                        "ProvisionedThroughput",
                        capacity(table.settings().billing().capacity()));
        shown.put("TableSizeBytes", whole.bytes())
                .put("ItemCount", whole.items())
                .put("TableArn", table.arn())
                .put("TableId", table.tableId());
        billing(shown);
        indexes(shown);
        settings(shown);
        return shown;
    }

    private void billing(ObjectNode shown) {
        Billing billing = table.settings().billing();
        if (billing.mode() == Billing.Mode.PAY_PER_REQUEST
                || billing.onDemandSince().isPresent()) {
            ObjectNode summary = shown.putObject("BillingModeSummary")
                    .put("BillingMode", billing.mode().name());
            ObjectNode mode = shown.putObject("TableThroughputModeSummary")
                    .put("TableThroughputMode", billing.mode().name());
            if (table.status() != Table.Status.CREATING) {
                billing.onDemandSince().ifPresent(since -> {
                    summary.put("LastUpdateToPayPerRequestDateTime", seconds(since));
                    mode.put("LastUpdateToPayPerRequestDateTime", seconds(since));
                });
            }
        }
        billing.onDemand().ifPresent(bounds -> shown.set("OnDemandThroughput", onDemand(bounds)));
    }

    private void indexes(ObjectNode shown) {
        if (!table.schema().local().isEmpty()) {
            ArrayNode local = shown.putArray("LocalSecondaryIndexes");
            table.schema().local().forEach(index -> local.add(index(index)));
        }
        if (!table.schema().global().isEmpty()) {
            ArrayNode global = shown.putArray("GlobalSecondaryIndexes");
            table.schema().global().forEach(index -> global.add(global(index)));
        }
    }

    private ObjectNode index(IndexSchema index) {
        Extent extent = extents.getOrDefault(index.name(), NOTHING);
        return SchemaJson.index(index)
                .put("IndexSizeBytes", extent.bytes())
                .put("ItemCount", extent.items())
                .put("IndexArn", table.arn(index.name()));
    }

    private ObjectNode global(GlobalIndex index) {
        ObjectNode shown =
                index(index.schema()).put("IndexStatus", index.status().name());
        if (index.status() == GlobalIndex.Status.CREATING && table.status() != Table.Status.CREATING) {
            shown.put("Backfilling", true);
        }
        shown.set("ProvisionedThroughput", capacity(index.capacity()));
        index.onDemand().ifPresent(bounds -> shown.set("OnDemandThroughput", onDemand(bounds)));
        return shown;
    }

    private void settings(ObjectNode shown) {
        shown.put("DeletionProtectionEnabled", table.settings().deletionProtected());
        table.settings().kept().tableClass().ifPresent(name -> shown.putObject("TableClassSummary")
                .put("TableClass", name));
        table.settings().kept().encryption().ifPresent(given -> shown.set("SSEDescription", given));
        table.settings()
                .kept()
                .warmThroughput()
                .ifPresent(given -> shown.set("WarmThroughput", given.deepCopy().put("Status", "ACTIVE")));
    }

    private ObjectNode capacity(Capacity capacity) {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("NumberOfDecreasesToday", capacity.decreasesOn(now))
                .put("ReadCapacityUnits", capacity.readUnits())
                .put("WriteCapacityUnits", capacity.writeUnits());
        capacity.increased().ifPresent(moment -> shown.put("LastIncreaseDateTime", seconds(moment)));
        capacity.decreased().ifPresent(moment -> shown.put("LastDecreaseDateTime", seconds(moment)));
        return shown;
    }

    private static ObjectNode onDemand(OnDemandCapacity bounds) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        bounds.readUnits().ifPresent(units -> shown.put("MaxReadRequestUnits", units));
        bounds.writeUnits().ifPresent(units -> shown.put("MaxWriteRequestUnits", units));
        return shown;
    }
}
