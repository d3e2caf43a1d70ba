package io.millrace.bench;

import io.millrace.backends.parquet.ParquetWriter;
import io.millrace.core.format.Column;
import io.millrace.core.format.HiveType;
import io.millrace.core.format.JsonRows;
import io.millrace.core.format.MalformedRecordException;
import io.millrace.core.format.Rows;
import io.millrace.core.format.TableSchema;
import io.millrace.core.resource.firehose.InputFormat;
import io.millrace.core.resource.firehose.OutputFormat;
import io.millrace.core.resource.firehose.OutputFormat.ParquetCompression;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/// JSON lines to Snappy Parquet on one core: the click logger's records of eight texts, beside DuckDB's COPY of the
/// same
/// lines on one thread.
final class ParquetBench implements Bench.Measurement {
    private static final int ROUNDS = 5;
    private static final int CONTEXTS = 20_000;
    private static final int CALLERS = 500;
    private static final List<String> COLUMNS =
            List.of("requestid", "contextid", "callerid", "component", "action", "type", "clientip", "createdtime");
    private static final List<String> ACTIONS = List.of("click", "open", "close", "scroll", "submit", "hover");

    @Override
    public String what() {
        return "click records from JSON to Snappy Parquet on one core, asked for 400,000/s, beside DuckDB's COPY";
    }

    @Override
    public long defaultSize() {
        return 1_000_000;
    }

    @Override
    public void run(Path folder, long size) throws Exception {
        List<byte[]> records = records(Math.toIntExact(size));
        Path lines = folder.resolve("clicks.json");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(lines))) {
            for (byte[] record : records) {
                out.write(record);
                out.write('\n');
            }
        }
        long bytes = records.stream().mapToLong(record -> record.length).sum();
        System.out.printf("%,d records of %d bytes%n", size, bytes / size);
        for (int round = 0; round < ROUNDS; round++) {
            Path ours = folder.resolve("ours.parquet");
            Path theirs = folder.resolve("theirs.parquet");
            double mine = size / seconds(() -> write(records, ours));
            double peer = size / seconds(() -> copy(lines, theirs));
            System.out.printf(
                    "Millrace %,9.0f records/s, %3d MB    DuckDB %,9.0f records/s, %3d MB    ratio %.2f%n",
                    mine, Files.size(ours) >> 20, peer, Files.size(theirs) >> 20, mine / peer);
        }
    }

    private static void write(List<byte[]> records, Path to) {
        HiveType.Struct row = HiveType.row(new TableSchema(
                "1", COLUMNS.stream().map(name -> new Column(name, "string")).toList()));
        OutputFormat.Parquet settings =
                new OutputFormat.Parquet(ParquetCompression.SNAPPY, 256 << 20, 1 << 20, true, false);
        JsonRows reader = new JsonRows(row, new InputFormat.OpenX(true, Map.of(), false));
        try (OutputStream out = Files.newOutputStream(to);
                ParquetWriter writer = new ParquetWriter(row, settings, (bytes, offset, length) -> {
                    try {
                        out.write(bytes, offset, length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })) {
            for (byte[] record : records) {
                Rows rows = reader.read(record);
                for (int i = 0; i < rows.size(); i++) {
                    writer.add(rows.get(i));
                }
            }
            writer.finish();
        } catch (IOException | MalformedRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path lines, Path to) {
        String columns = COLUMNS.stream().map(name -> name + ": 'VARCHAR'").collect(Collectors.joining(", "));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute(("COPY (SELECT * FROM read_json('%s', format = 'newline_delimited', columns = {%s}))"
                            + " TO '%s' (FORMAT parquet, COMPRESSION snappy)")
                    .formatted(lines, columns, to));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double seconds(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static List<byte[]> records(int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String record = """
                    {"requestid":"%s","contextid":"OAPP-%d","callerid":"caller-%d","component":"component-%d",\
                    "action":"%s","type":"webpage","clientip":"10.%d.%d.%d","createdtime":"2026-11-21T08:%02d:%02d.%03dZ"}""".formatted(
                            new UUID(random.nextLong(), random.nextLong()),
                            random.nextInt(CONTEXTS),
                            random.nextInt(CALLERS),
                            random.nextInt(20),
                            ACTIONS.get(random.nextInt(ACTIONS.size())),
                            random.nextInt(4),
                            random.nextInt(256),
                            random.nextInt(256),
                            i / 60_000 % 60,
                            i / 1_000 % 60,
                            i % 1_000);
            records.add(record.getBytes(StandardCharsets.UTF_8));
        }
        return records;
    }
}
