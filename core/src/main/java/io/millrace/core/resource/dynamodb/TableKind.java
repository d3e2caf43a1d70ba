package io.millrace.core.resource.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;

/// How tables are kept.
final class TableKind implements ResourceKind<Table> {
    @Override
    public String type() {
        return Table.TYPE;
    }

    @Override
    public Class<Table> valueType() {
        return Table.class;
    }

    @Override
    public ObjectNode write(Table table) {
        ObjectNode kept = JsonNodeFactory.instance
                .objectNode()
                .put("TableName", table.name())
                .put("Region", table.region())
                .put("TableId", table.tableId())
                .put("Created", table.created().toString())
                .put("Status", table.status().name());
        kept.set("Schema", SchemaJson.write(table.schema()));
        kept.set("Settings", SettingsJson.write(table.settings()));
        return kept;
    }

    @Override
    public Table read(ObjectNode kept) {
        JsonNode schema = kept.required("Schema");
        return new Table(
                kept.required("TableName").textValue(),
                kept.required("Region").textValue(),
                kept.required("TableId").textValue(),
                Instant.parse(kept.required("Created").textValue()),
                Table.Status.valueOf(kept.required("Status").textValue()),
                SchemaJson.read(schema),
                SettingsJson.read(kept.required("Settings")));
    }
}
