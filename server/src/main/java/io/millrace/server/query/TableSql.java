package io.millrace.server.query;

import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.server.query.CatalogTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The SELECT that a table of the catalog stands for: its columns by name and type, what a file does not have as null,
/// and its partition keys from the paths. All names are quoted.
final class TableSql {
    private static final int OCTAL = 8;

    private final CatalogTable table;
    private final String files;

    /// @param variable of DuckDB that holds the list of files
    TableSql(CatalogTable table, String variable) {
        this.table = table;
        this.files = "getvariable(" + SqlText.text(variable) + ")";
    }

    /// For a table without files.
    String empty() {
        return "SELECT "
                + Stream.concat(table.columns().stream(), table.keys().stream())
                        .map(column -> "NULL::" + column.type().sql() + " AS " + SqlText.name(column.name()))
                        .collect(Collectors.joining(", "))
                + " WHERE false";
    }

    /// @param jsonKeys how JSON records write columns, other than in lower case; by column
    String select(Map<String, List<String>> jsonKeys) {
        return switch (table.format()) {
            case PARQUET ->
                outer("CAST(%s AS %s)", "SELECT * FROM read_parquet(" + files + ", union_by_name=true" + hive() + ")");
            case JSON -> jsonKeys.isEmpty() ? json() : jsonObjects(jsonKeys);
            case DELIMITED -> text(delimiter(), "", "");
            case CSV ->
                text(
                        table.serde().getOrDefault("separatorChar", ","),
                        table.serde().getOrDefault("quoteChar", "\""),
                        table.serde().getOrDefault("escapeChar", "\\"));
        };
    }

    /// Those keys of the first records that are a column's name in other case.
    String sampleKeys(long records) {
        String names = table.columns().stream()
                .map(column -> SqlText.text(column.name()))
                .collect(Collectors.joining(", "));
        return "SELECT DISTINCT k FROM (SELECT unnest(json_keys(json)) AS k FROM (SELECT json FROM read_json_objects("
                + files + ", format='auto', hive_partitioning=false) LIMIT " + records + ")) WHERE k <> lower(k)"
                + " AND lower(k) IN (" + names + ")";
    }

    private String json() {
        String columns = table.columns().stream()
                .map(column -> SqlText.text(column.name()) + ": "
                        + SqlText.text(column.type().sql()))
                .collect(Collectors.joining(", ", "{", "}"));
        return outer(
                "CAST(%s AS %s)",
                "SELECT * FROM read_json(" + files + ", columns=" + columns + format() + hive() + ")");
    }

    private String format() {
        return Boolean.parseBoolean(table.serde().getOrDefault("ignore.malformed.json", "false"))
                ? ", format='newline_delimited', ignore_errors=true"
                : ", format='auto'";
    }

    private String jsonObjects(Map<String, List<String>> jsonKeys) {
        List<String> selected = new ArrayList<>();
        for (Column column : table.columns()) {
            boolean isText = column.type().sql().equals("VARCHAR");
            String found = jsonKeys.getOrDefault(column.name(), List.of(column.name())).stream()
                    .map(key -> "json" + (isText ? "->>" : "->")
                            + SqlText.text("/" + key.replace("~", "~0").replace("/", "~1")))
                    .collect(Collectors.joining(", ", "coalesce(", ")"));
            // A cast would want every member of a struct to be there.
            String value = isText
                    ? found
                    : "json_transform(" + found + ", "
                            + SqlText.text(TextNode.valueOf(column.type().sql()).toString()) + ")";
            selected.add(value + " AS " + SqlText.name(column.name()));
        }
        table.keys().forEach(key -> selected.add(SqlText.name(key.name())));
        return outer(
                "CAST(%s AS %s)",
                "SELECT " + String.join(", ", selected) + " FROM read_json_objects(" + files + format() + hive() + ")");
    }

    /// What is no value of a column's type is null, as in Hive.
    private String text(String delimiter, String quote, String escape) {
        table.columns().stream()
                .filter(column -> column.type().nested())
                .findFirst()
                .ifPresent(column -> {
                    throw new IllegalArgumentException("Table " + table.name() + " cannot be queried: column "
                            + column.name() + " is nested, which is not supported in delimited text");
                });
        String columns = table.columns().stream()
                .map(column -> SqlText.text(column.name()) + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        return outer(
                "TRY_CAST(%s AS %s)",
                "SELECT * FROM read_csv(" + files + ", auto_detect=false, header=false, null_padding=true,"
                        + " strict_mode=false, nullstr='\\N', skip=" + table.skippedLines() + ", delim="
                        + SqlText.text(delimiter) + ", quote=" + SqlText.text(quote) + ", escape="
                        + SqlText.text(escape) + ", columns=" + columns + hive() + ")");
    }

    /// Hive's: `field.delim`, else `serialization.format`, which may be the number of a character, else Ctrl-A.
    private String delimiter() {
        String said =
                table.serde().getOrDefault("field.delim", table.serde().getOrDefault("serialization.format", "1"));
        if (said.equals("\\t")) {
            return "\t";
        }
        if (said.matches("\\\\[0-7]{3}")) {
            return Character.toString(Integer.parseInt(said.substring(1), OCTAL));
        }
        return said.matches("[0-9]{1,3}") ? Character.toString(Integer.parseInt(said)) : said;
    }

    private String hive() {
        return table.keys().isEmpty()
                ? ", hive_partitioning=false"
                : ", hive_partitioning=true, hive_types_autocast=false";
    }

    /// @param cast of a name to a type
    private String outer(String cast, String inner) {
        Stream<String> columns = table.columns().stream()
                .map(column -> cast.formatted(
                                SqlText.name(column.name()), column.type().sql())
                        + " AS " + SqlText.name(column.name()));
        // DuckDB has decoded the name of the file; what Hive wrote is still to be.
        Stream<String> keys = table.keys().stream()
                .map(key ->
                        "CAST(nullif(url_decode(" + SqlText.name(key.name()) + "), '__HIVE_DEFAULT_PARTITION__') AS "
                                + key.type().sql() + ") AS " + SqlText.name(key.name()));
        return "SELECT " + Stream.concat(columns, keys).collect(Collectors.joining(", ")) + " FROM (" + missing()
                + " UNION ALL BY NAME " + inner + ")";
    }

    /// Every column there is, without rows: what no file has is null.
    private String missing() {
        Stream<String> columns = table.columns().stream().map(column -> "NULL AS " + SqlText.name(column.name()));
        Stream<String> keys = table.keys().stream().map(key -> "NULL::VARCHAR AS " + SqlText.name(key.name()));
        return "SELECT " + Stream.concat(columns, keys).collect(Collectors.joining(", ")) + " WHERE false";
    }
}
