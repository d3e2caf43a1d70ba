package io.millrace.core.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.format.Column;
import io.millrace.core.format.Formats;
import io.millrace.core.format.HiveType;
import io.millrace.core.format.SchemaSource.TableReference;
import io.millrace.core.format.TableSchema;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.firehose.FormatConversion.CatalogTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a batch that converts records must know to be done again with the same bytes.
///
/// @param schema as it was in the catalog when the batch was begun
/// @param region of the delivery stream
/// @param heldBytesMax what its objects may hold in memory together
record ConversionPlan(TableSchema schema, String region, long heldBytesMax) {
    /// Looks the table up.
    ///
    /// @throws UnavailableException when it is not there or cannot be converted to: the delivery is retried until
    /// it is
    static ConversionPlan of(CatalogTable table, String streamRegion, Formats formats) {
        String region = table.region().isEmpty() ? streamRegion : table.region();
        TableSchema schema = formats.schemas()
                .find(new TableReference(region, table.database(), table.table(), table.version()))
                .orElseThrow(() -> new UnavailableException(
                        "DataFormatConversion.EntityNotFound: no table %s.%s of version %s in the catalog of %s"
                                .formatted(table.database(), table.table(), table.version(), region)));
        ConversionPlan plan =
                new ConversionPlan(schema, streamRegion, formats.budget().offer());
        plan.check(table);
        return plan;
    }

    private void check(CatalogTable table) {
        String name = table.database() + "." + table.table();
        if (schema.columns().isEmpty()) {
            throw new UnavailableException("DataFormatConversion.InvalidSchema: table " + name + " has no columns");
        }
        int bytes = write().toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limit.FORMAT_SCHEMA_BYTES.value()) {
            throw new UnavailableException(
                    "DataFormatConversion.InvalidSchema: the columns of table %s take %d bytes, at most %d"
                            .formatted(name, bytes, Limit.FORMAT_SCHEMA_BYTES.value()));
        }
        try {
            long leaves = leaves(HiveType.row(schema));
            if (leaves > Limit.FORMAT_COLUMNS.value()) {
                throw new IllegalArgumentException(leaves + " columns, at most " + Limit.FORMAT_COLUMNS.value());
            }
        } catch (IllegalArgumentException e) {
            throw new UnavailableException(
                    "DataFormatConversion.InvalidSchema: table " + name + ": " + e.getMessage(), e);
        }
    }

    private static long leaves(HiveType type) {
        return switch (type) {
            case HiveType.Struct(List<HiveType.Field> fields) ->
                fields.stream().mapToLong(field -> leaves(field.type())).sum();
            case HiveType.Sequence(HiveType element) -> leaves(element);
            case HiveType.Mapping(HiveType key, HiveType value) -> leaves(key) + leaves(value);
            case HiveType.Primitive ignored -> 1;
            case HiveType.Decimal ignored -> 1;
            case HiveType.Characters ignored -> 1;
        };
    }

    ObjectNode write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", schema.version()).put("region", region).put("heldBytesMax", heldBytesMax);
        ArrayNode columns = json.putArray("columns");
        schema.columns()
                .forEach(
                        column -> columns.addObject().put("name", column.name()).put("type", column.type()));
        return json;
    }

    static ConversionPlan read(JsonNode json) {
        List<Column> columns = new ArrayList<>();
        json.required("columns")
                .forEach(column -> columns.add(new Column(
                        column.required("name").textValue(),
                        column.required("type").textValue())));
        return new ConversionPlan(
                new TableSchema(json.required("version").textValue(), columns),
                json.required("region").textValue(),
                json.required("heldBytesMax").longValue());
    }
}
