package io.millrace.backends.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.format.Column;
import io.millrace.core.format.HiveType;
import io.millrace.core.format.JsonRows;
import io.millrace.core.format.RandomTables;
import io.millrace.core.format.Rows;
import io.millrace.core.format.SameValues;
import io.millrace.core.format.TableSchema;
import io.millrace.core.resource.firehose.InputFormat;
import io.millrace.core.resource.firehose.OutputFormat;
import io.millrace.core.resource.firehose.OutputFormat.ParquetCompression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is written, DuckDB reads back equal.
class ParquetWriterTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final InputFormat OPEN_X = new InputFormat.OpenX(true, Map.of(), false);

    @Property(tries = 150)
    void duckDbReadsBackWhatWasWritten(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        RandomTables tables = new RandomTables(random);
        HiveType.Struct row = tables.row();
        OutputFormat.Parquet settings = new OutputFormat.Parquet(
                List.of(ParquetCompression.values()).get(random.nextInt(4)),
                64 << 20,
                random.nextBoolean() ? 64 << 10 : 1 << 20,
                random.nextBoolean(),
                random.nextBoolean());
        List<ObjectNode> values = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        int count = random.nextInt(random.nextInt(10) == 0 ? 3_000 : 60);
        for (int i = 0; i < count; i++) {
            values.add(tables.value(row));
            records.add(tables.record(values.getLast()));
        }
        byte[] file = write(row, settings, records, random.nextBoolean() ? 10 : Integer.MAX_VALUE);

        assertThat(write(row, settings, records, Integer.MAX_VALUE))
                .isEqualTo(write(row, settings, records, Integer.MAX_VALUE));
        List<JsonNode> read = read(file);
        assertThat(read).hasSameSizeAs(values);
        for (int i = 0; i < count; i++) {
            SameValues.assertSame("row " + i + " of " + row, row, values.get(i), read.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(ParquetCompression.class)
    void theCodecIsTheOneThatWasAskedFor(ParquetCompression compression) throws Exception {
        byte[] file = write(
                clicks(),
                new OutputFormat.Parquet(compression, 256 << 20, 1 << 20, true, false),
                List.of("{\"action\":\"click\"}".getBytes(StandardCharsets.UTF_8)),
                Integer.MAX_VALUE);

        assertThat(query("SELECT DISTINCT compression FROM parquet_metadata('%s')", file))
                .containsExactly(compression.name());
    }

    @Test
    void aRowGroupEndsWhenItsOwnerSaysSoOrItHasItsSize() throws Exception {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            records.add("{\"action\":\"%d\"}".formatted(i).getBytes(StandardCharsets.UTF_8));
        }
        OutputFormat.Parquet settings =
                new OutputFormat.Parquet(ParquetCompression.SNAPPY, 256 << 20, 1 << 20, true, false);
        String groups = "SELECT num_row_groups FROM parquet_file_metadata('%s')";

        assertThat(query(groups, write(clicks(), settings, records, 10))).containsExactly("3");
        assertThat(query(groups, write(clicks(), settings, records, Integer.MAX_VALUE)))
                .containsExactly("1");
        OutputFormat.Parquet tiny = new OutputFormat.Parquet(ParquetCompression.SNAPPY, 1, 1 << 20, true, false);
        assertThat(query(groups, write(clicks(), tiny, records, Integer.MAX_VALUE)))
                .containsExactly("25");
    }

    @Test
    void whatIsHeldIsGivenBackWithTheRowGroup() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputFormat.Parquet settings =
                new OutputFormat.Parquet(ParquetCompression.SNAPPY, 256 << 20, 1 << 20, true, false);
        JsonRows reader = new JsonRows(clicks(), OPEN_X);
        try (ParquetWriter writer = new ParquetWriter(clicks(), settings, bytes::write)) {
            assertThat(writer.heldBytes()).isZero();
            writer.add(reader.read("{\"action\":\"a\"}".getBytes(StandardCharsets.UTF_8))
                    .get(0));
            long one = writer.heldBytes();
            assertThat(one).isPositive();
            writer.add(reader.read(("{\"action\":\"" + "b".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8))
                    .get(0));
            assertThat(writer.heldBytes()).isGreaterThan(one + 90_000);
            writer.endGroup();
            assertThat(writer.heldBytes()).isZero();
            writer.endGroup();
            writer.finish();
        }
        assertThat(read(bytes.toByteArray())).hasSize(2);
    }

    private static HiveType.Struct clicks() {
        return HiveType.row(
                new TableSchema("1", List.of(new Column("requestid", "string"), new Column("action", "string"))));
    }

    private static byte[] write(HiveType.Struct row, OutputFormat.Parquet settings, List<byte[]> records, int groupRows)
            throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonRows reader = new JsonRows(row, OPEN_X);
        try (ParquetWriter writer = new ParquetWriter(row, settings, bytes::write)) {
            int left = groupRows;
            for (byte[] record : records) {
                Rows rows = reader.read(record);
                assertThat(rows.size()).isEqualTo(1);
                writer.add(rows.get(0));
                if (--left == 0) {
                    writer.endGroup();
                    left = groupRows;
                }
            }
            writer.finish();
        }
        return bytes.toByteArray();
    }

    private static List<JsonNode> read(byte[] file) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        for (String row : query("SELECT to_json(t) FROM '%s' t", file)) {
            rows.add(JSON.readTree(row));
        }
        return rows;
    }

    private static List<String> query(String sql, byte[] file) throws SQLException, IOException {
        Path path = Files.createTempFile("millrace", ".parquet");
        Files.write(path, file);
        List<String> results = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql.formatted(path))) {
            while (result.next()) {
                results.add(result.getString(1));
            }
        } finally {
            Files.delete(path);
        }
        return results;
    }
}
