package io.millrace.server.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.query.QuerySources.QueryFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A table of the catalog as far as a query needs it.
///
/// @param name `database.table`, for messages
/// @param format of its files
/// @param bucket where its data lie
/// @param prefix what the keys of its data begin with; empty or with a slash at the end
/// @param columns of its data
/// @param keys that it is partitioned by
/// @param serde parameters of its SerDe
/// @param skippedLines at the beginning of each text file
record CatalogTable(
        String name,
        Format format,
        String bucket,
        String prefix,
        List<Column> columns,
        List<Column> keys,
        Map<String, String> serde,
        int skippedLines) {
    /// What its files are.
    enum Format {
        PARQUET,
        JSON,
        DELIMITED,
        CSV
    }

    /// @param type DuckDB's
    record Column(String name, DuckType type) {}

    /// @throws IllegalArgumentException with a message for the user when it cannot be queried
    static CatalogTable of(JsonNode table) {
        String name =
                table.path("DatabaseName").asText() + "." + table.path("Name").asText();
        try {
            return read(name, table);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Table " + name + " cannot be queried: " + e.getMessage(), e);
        }
    }

    private static CatalogTable read(String name, JsonNode table) {
        JsonNode storage = table.path("StorageDescriptor");
        String location = storage.path("Location").asText();
        if (!location.matches("(?i)s3[an]?://[^/]+(/.*)?")) {
            throw new IllegalArgumentException("its Location '" + location + "' is not of the form s3://BUCKET/PREFIX");
        }
        String path = location.substring(location.indexOf("://") + 3);
        int slash = path.indexOf('/');
        String prefix = slash < 0 ? "" : path.substring(slash + 1);
        Map<String, String> serde = new TreeMap<>();
        storage.path("SerdeInfo")
                .path("Parameters")
                .properties()
                .forEach(one -> serde.put(one.getKey(), one.getValue().asText()));
        String skipped = table.path("Parameters").path("skip.header.line.count").asText("0");
        return new CatalogTable(
                name,
                format(table),
                slash < 0 ? path : path.substring(0, slash),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                columns(storage.path("Columns")),
                columns(table.path("PartitionKeys")),
                serde,
                skipped.matches("[0-9]{1,6}") ? Integer.parseInt(skipped) : 0);
    }

    private static Format format(JsonNode table) {
        JsonNode storage = table.path("StorageDescriptor");
        String library = storage.path("SerdeInfo").path("SerializationLibrary").asText();
        String said = (library.isEmpty() ? storage.path("InputFormat").asText() : library).toLowerCase(Locale.ROOT);
        if (said.isEmpty()) {
            said = table.path("Parameters").path("classification").asText().toLowerCase(Locale.ROOT);
        }
        if (said.contains("parquet")) {
            return Format.PARQUET;
        }
        if (said.contains("json")) {
            return Format.JSON;
        }
        if (said.contains("opencsv")) {
            return Format.CSV;
        }
        if (said.contains("lazysimple") || said.contains("textinputformat") || said.equals("csv")) {
            return Format.DELIMITED;
        }
        if (said.contains("orc")) {
            throw new IllegalArgumentException("its files are ORC, which DuckDB does not read: convert to Parquet");
        }
        throw new IllegalArgumentException(
                "its SerDe '" + library + "' is none of those for Parquet, JSON and delimited text");
    }

    private static List<Column> columns(JsonNode list) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode column : list) {
            String name = column.path("Name").asText().toLowerCase(Locale.ROOT);
            try {
                columns.add(new Column(name, DuckType.of(column.path("Type").asText("string"))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("column " + name + ": " + e.getMessage(), e);
            }
        }
        return columns;
    }

    /// Whether an object below the location is of the table: it has content, is not hidden as Hive has it (`_`, `.`),
    /// and its path has every partition key.
    boolean has(QueryFile file) {
        if (file.bytes() == 0) {
            return false;
        }
        List<String> segments = List.of(file.key().substring(prefix.length()).split("/", -1));
        if (segments.stream().anyMatch(segment -> segment.startsWith("_") || segment.startsWith("."))) {
            return false;
        }
        List<String> folders = segments.subList(0, segments.size() - 1);
        return keys.stream().allMatch(key -> folders.stream()
                .anyMatch(folder -> folder.regionMatches(
                        true, 0, key.name() + "=", 0, key.name().length() + 1)));
    }
}
