package io.millrace.server.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.Limit;
import io.millrace.server.query.QuerySources.QueryFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Makes the tables that some SQL may mean into views: those of the catalog whose names stand in it. A table that
/// cannot be queried is left out, and its reason kept for when it is asked for.
final class QueryTables {
    private static final String DEFAULT = "default";

    private final QuerySources sources;
    private final DuckSession duck;
    private final List<String> reasons = new ArrayList<>();
    private int views;

    QueryTables(QuerySources sources, DuckSession duck) {
        this.sources = sources;
        this.duck = duck;
    }

    /// Why tables that were named are not there.
    List<String> reasons() {
        return reasons;
    }

    /// @param database in which names without one are looked for; empty for the only one there is, or `default`
    void make(SqlTokens sql, Optional<String> database) throws IOException, InterruptedException, SQLException {
        List<String> databases = sources.databases();
        Optional<String> home = database.map(name -> name.toLowerCase(Locale.ROOT))
                .or(() -> Optional.of(DEFAULT).filter(databases::contains))
                .or(() -> databases.size() == 1 ? Optional.of(databases.getFirst()) : Optional.empty());
        if (database.isPresent() && !databases.contains(home.orElseThrow())) {
            throw new IllegalArgumentException("There is no database '" + home.get() + "'; there are "
                    + (databases.isEmpty() ? "none" : String.join(", ", databases)));
        }
        Set<String> names = sql.names();
        Set<String> wanted = new LinkedHashSet<>();
        home.ifPresent(wanted::add);
        databases.stream().filter(names::contains).forEach(wanted::add);
        for (String one : wanted) {
            duck.run("CREATE SCHEMA IF NOT EXISTS " + SqlText.name(one));
            for (String name : names) {
                Optional<JsonNode> table = sources.table(one, name);
                if (table.isPresent()) {
                    attempt(one, name, table.get());
                }
            }
        }
        if (home.isPresent()) {
            duck.run("USE memory." + SqlText.name(home.get()));
        } else if (databases.size() > 1) {
            reasons.add("There are several databases: name one with --database, or write DATABASE.TABLE");
        }
    }

    private void attempt(String database, String name, JsonNode table)
            throws IOException, InterruptedException, SQLException {
        try {
            view(database, name, CatalogTable.of(table));
        } catch (IllegalArgumentException e) {
            reasons.add(e.getMessage());
        }
    }

    private void view(String database, String name, CatalogTable table)
            throws IOException, InterruptedException, SQLException {
        List<QueryFile> files = sources.files(table.bucket(), table.prefix()).stream()
                .filter(table::has)
                .toList();
        String variable = "millrace_table_" + ++views;
        TableSql sql = new TableSql(table, variable);
        String select = sql.empty();
        if (!files.isEmpty()) {
            duck.setFiles(variable, files);
            select = sql.select(table.format() == CatalogTable.Format.JSON ? jsonKeys(table, sql) : Map.of());
        }
        duck.run("CREATE VIEW " + SqlText.name(database) + "." + SqlText.name(name) + " AS " + select);
    }

    /// Names of members that are no column's own, by column: what the SerDe maps, and other case. Empty when all are
    /// as the columns' names.
    private Map<String, List<String>> jsonKeys(CatalogTable table, TableSql sql) throws SQLException {
        Map<String, List<String>> keys = new TreeMap<>();
        for (String key : duck.texts(sql.sampleKeys(Limit.QUERY_KEY_RECORDS.value()))) {
            String column = key.toLowerCase(Locale.ROOT);
            keys.computeIfAbsent(column, name -> new ArrayList<>(List.of(name))).add(key);
        }
        table.serde().forEach((parameter, key) -> {
            if (parameter.startsWith("mapping.")) {
                keys.put(parameter.substring("mapping.".length()).toLowerCase(Locale.ROOT), List.of(key));
            }
        });
        return keys;
    }
}
