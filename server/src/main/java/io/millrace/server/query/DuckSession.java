package io.millrace.server.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.limit.Limit;
import io.millrace.server.query.QuerySources.QueryFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A DuckDB in this process's memory: it loads no extensions, takes a part of the machine's memory, and writes what is
/// over it to a folder that goes with it. One thread.
///
/// Source: <https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview>
final class DuckSession implements AutoCloseable {
    private final Connection connection;
    private final Path folder;

    private DuckSession(Connection connection, Path folder) {
        this.connection = connection;
        this.folder = folder;
    }

    static DuckSession open() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("millrace-query");
        DuckSession session = new DuckSession(DriverManager.getConnection("jdbc:duckdb:"), folder);
        session.run("SET autoinstall_known_extensions=false");
        session.run("SET autoload_known_extensions=false");
        session.run("SET allow_community_extensions=false");
        session.run("SET custom_extension_repository="
                + SqlText.text(folder.resolve("none").toString()));
        session.run("SET temp_directory=" + SqlText.text(folder.resolve("spill").toString()));
        session.run("SET memory_limit='" + (memoryBytes() >> 20) + "MiB'");
        return session;
    }

    private static long memoryBytes() {
        long machine =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize()
                        : Runtime.getRuntime().maxMemory();
        return machine / 100 * Limit.QUERY_MEMORY_PERCENT.value();
    }

    /// No setting can be changed from now on.
    void lock() throws SQLException {
        run("SET lock_configuration=true");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Statement statement() throws SQLException {
        return connection.createStatement();
    }

    /// The values of the one column of a query.
    List<String> texts(String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /// Makes a variable a list of files. They go by a file: as a list in SQL very many take seconds to be read.
    void setFiles(String variable, List<QueryFile> files) throws IOException, SQLException {
        Path list = folder.resolve("files.json");
        try (BufferedWriter writer = Files.newBufferedWriter(list, StandardCharsets.UTF_8)) {
            for (QueryFile file : files) {
                writer.write(JsonNodeFactory.instance
                        .objectNode()
                        .put("f", file.file())
                        .toString());
                writer.write('\n');
            }
        }
        run("SET VARIABLE " + variable + " = (SELECT list(f) FROM read_json("
                + SqlText.text(list.toString())
                + ", columns={'f': 'VARCHAR'}, format='newline_delimited'))");
        Files.delete(list);
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        Files.deleteIfExists(folder.resolve("spill"));
        Files.delete(folder);
    }
}
