package io.millrace.server.query;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Runs SQL over the tables of a catalog and the files of buckets, each as it is at this moment, and prints what it
/// gives. One thread; the memory and threads are DuckDB's.
public final class SqlQuery {
    private static final int ROWS_PER_LOOK = 1_000;
    private static final Set<String> OF_EXTENSIONS = Set.of("INSTALL", "LOAD", "FORCE");
    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.FLOAT,
            Types.REAL,
            Types.DOUBLE,
            Types.DECIMAL,
            Types.NUMERIC);

    private final QuerySources sources;
    private final Optional<String> database;

    /// How rows are printed.
    public enum Format {
        TABLE,
        CSV,
        JSON
    }

    /// @param database in which tables are looked for whose names say none; empty for the only one, or `default`
    public SqlQuery(QuerySources sources, Optional<String> database) {
        this.sources = sources;
        this.database = database;
    }

    /// @throws SQLException with DuckDB's words
    /// @throws IllegalArgumentException with a message for the user when there is nothing to be asked
    public void run(String sql, Format format, PrintWriter out) throws IOException, InterruptedException, SQLException {
        if (sql.length() > Limit.QUERY_SQL_CHARS.value()) {
            throw new IllegalArgumentException(
                    "The SQL has more than " + Limit.QUERY_SQL_CHARS.value() + " characters");
        }
        SqlTokens tokens = new SqlTokens(sql);
        if (tokens.all().isEmpty()) {
            throw new IllegalArgumentException("There is no SQL in what was given");
        }
        tokens.beginnings().stream().filter(OF_EXTENSIONS::contains).findFirst().ifPresent(word -> {
            throw new IllegalArgumentException(word + ": no extensions of DuckDB are loaded");
        });
        try (DuckSession duck = DuckSession.open()) {
            QueryTables tables = new QueryTables(sources, duck);
            tables.make(tokens, database);
            String ready = new BucketFunctions(sources, duck).replaced(sql, tokens);
            duck.lock();
            try {
                print(duck, ready, format, out);
            } catch (SQLException e) {
                throw tables.reasons().isEmpty()
                        ? e
                        : new SQLException(e.getMessage() + "\n" + String.join("\n", tables.reasons()), e);
            }
        }
    }

    private static void print(DuckSession duck, String sql, Format format, PrintWriter out) throws SQLException {
        try (Statement statement = duck.statement()) {
            boolean hasRows = format == Format.JSON ? executeAsJson(statement, sql) : statement.execute(sql);
            if (hasRows) {
                try (ResultSet rows = statement.getResultSet()) {
                    print(rows, results(format, out), out);
                }
            }
        }
    }

    private static Results results(Format format, PrintWriter out) {
        return switch (format) {
            case TABLE -> new TableResults(out);
            case CSV -> new CsvResults(out);
            case JSON -> new JsonResults(out);
        };
    }

    /// DuckDB makes the JSON, so that what is nested stays so. What is wrong with the SQL is said of it as it was
    /// given.
    private static boolean executeAsJson(Statement statement, String sql) throws SQLException {
        String bare = sql.strip().replaceFirst("(\\s*;)+$", "");
        try {
            return statement.execute(
                    "SELECT CAST(to_json(millrace_row) AS VARCHAR) FROM (" + bare + "\n) AS millrace_row");
        } catch (SQLException e) {
            statement.execute("EXPLAIN " + bare);
            throw e;
        }
    }

    /// Ends early when nobody reads any more.
    private static void print(ResultSet rows, Results results, PrintWriter out) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> names = new ArrayList<>();
        List<Boolean> numbers = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
            numbers.add(NUMBERS.contains(columns.getColumnType(i)));
        }
        results.begin(names, numbers);
        for (long row = 1; rows.next(); row++) {
            if (row % ROWS_PER_LOOK == 0 && out.checkError()) {
                return;
            }
            List<Optional<String>> values = new ArrayList<>();
            for (int i = 1; i <= names.size(); i++) {
                values.add(Optional.ofNullable(rows.getString(i)));
            }
            results.row(values);
        }
        results.end();
    }
}
