package io.millrace.core.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.format.Column;
import io.millrace.core.format.SchemaSource;
import io.millrace.core.format.TableSchema;
import io.millrace.core.resource.glue.GlueTable;
import io.millrace.core.resource.glue.GlueTableVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The columns of Glue's tables, as the catalog has them at the moment. Reads maps in memory; any thread.
public final class CatalogSchemas implements SchemaSource {
    private static final String DIGITS = "[0-9]{1,18}";

    private final Catalog catalog;

    public CatalogSchemas(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Optional<TableSchema> find(TableReference table) {
        return version(table).map(found -> new TableSchema(Long.toString(found.version()), columns(found)));
    }

    private Optional<GlueTable> version(TableReference wanted) {
        Optional<GlueTable> present =
                catalog.find(GlueTable.class, GlueTable.id(wanted.region(), wanted.database(), wanted.table()));
        if (wanted.version().equals(TableReference.LATEST)) {
            return present;
        }
        if (!wanted.version().matches(DIGITS)) {
            return Optional.empty();
        }
        long number = Long.parseLong(wanted.version());
        return present.filter(table -> table.version() == number).or(() -> catalog.find(
                        GlueTableVersion.class,
                        GlueTableVersion.id(wanted.region(), wanted.database(), wanted.table(), number))
                .map(GlueTableVersion::table));
    }

    private static List<Column> columns(GlueTable table) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : table.input().path("StorageDescriptor").path("Columns")) {
            columns.add(new Column(
                    column.path("Name").asText().toLowerCase(Locale.ROOT),
                    column.path("Type").asText("string")));
        }
        return columns;
    }
}
