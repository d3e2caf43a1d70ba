package io.millrace.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The Parquet files of a bucket, read by DuckDB where they lie.
final class ClickFiles implements AutoCloseable {
    private final Path bucket;
    private final Connection duckdb;

    ClickFiles(MillraceProcess server, String bucket) throws SQLException {
        this.bucket = server.data().resolve("objects").resolve(bucket);
        this.duckdb = DriverManager.getConnection("jdbc:duckdb:");
    }

    /// The keys below a prefix, sorted.
    List<String> keys(String prefix) {
        if (!Files.isDirectory(bucket)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .filter(key -> key.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many clicks there are so far.
    long count() {
        return keys("clicklog/").isEmpty()
                ? 0
                : Long.parseLong(query("SELECT count(*) FROM " + rows()).getFirst());
    }

    /// All rows of all files; a file with other columns than the others is an error.
    String rows() {
        return "read_parquet(" + names() + ", hive_partitioning = false)";
    }

    /// What the files say of their columns' compression.
    String metadata() {
        return "parquet_metadata(" + names() + ")";
    }

    private String names() {
        return keys("clicklog/").stream()
                .map(key -> "'" + bucket.resolve(key).toString().replace("'", "''") + "'")
                .toList()
                .toString();
    }

    /// Each row as one text, with `|` between its columns.
    List<String> query(String sql) {
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(result.getString(i));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        duckdb.close();
    }
}
