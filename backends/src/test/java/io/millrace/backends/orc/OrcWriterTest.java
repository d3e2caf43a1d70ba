package io.millrace.backends.orc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.format.HiveType;
import io.millrace.core.format.JsonRows;
import io.millrace.core.format.RandomTables;
import io.millrace.core.format.SameValues;
import io.millrace.core.resource.firehose.InputFormat;
import io.millrace.core.resource.firehose.OutputFormat;
import io.millrace.core.resource.firehose.OutputFormat.OrcCompression;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// What is written, Apache's own reader reads back equal.
class OrcWriterTest {
    private static final InputFormat OPEN_X = new InputFormat.OpenX(true, Map.of(), false);

    @Property(tries = 150)
    void apacheReadsBackWhatWasWritten(@ForAll long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        RandomTables tables = new RandomTables(random);
        HiveType.Struct row = tables.row();
        OutputFormat.Orc settings = new OutputFormat.Orc(
                List.of(OrcCompression.values()).get(random.nextInt(3)), random.nextBoolean() ? 64 << 20 : 1);
        List<ObjectNode> values = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        int count = random.nextInt(random.nextInt(10) == 0 ? 3_000 : 60);
        for (int i = 0; i < count; i++) {
            values.add(tables.value(row));
            records.add(tables.record(values.getLast()));
        }
        byte[] file = write(row, settings, records);

        assertThat(write(row, settings, records)).isEqualTo(file);
        List<JsonNode> read = read(file);
        assertThat(read).hasSameSizeAs(values);
        for (int i = 0; i < count; i++) {
            SameValues.assertSame("row " + i + " of " + row, row, values.get(i), read.get(i));
        }
    }

    @Test
    void runsAndLiteralsOfEveryLengthReadBack() throws Exception {
        HiveType.Struct row = new HiveType.Struct(List.of(new HiveType.Field("n", HiveType.Primitive.BIGINT)));
        List<byte[]> records = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        long value = 0;
        while (expected.size() < 20_000) {
            int length = 1 + random.nextInt(300);
            long delta = random.nextInt(4) == 0 ? random.nextLong() : random.nextLong(-130, 131);
            for (int i = 0; i < length; i++) {
                value += random.nextInt(3) == 0 && length > 200 ? random.nextLong() : delta;
                expected.add(value);
                records.add("{\"n\":%d}".formatted(value).getBytes(StandardCharsets.US_ASCII));
            }
        }
        List<JsonNode> read = read(write(row, new OutputFormat.Orc(OrcCompression.SNAPPY, 64 << 20), records));
        assertThat(read.stream()
                        .map(found -> Long.parseLong(found.get("n").asText()))
                        .toList())
                .isEqualTo(expected);
    }

    private static byte[] write(HiveType.Struct row, OutputFormat.Orc settings, List<byte[]> records) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonRows reader = new JsonRows(row, OPEN_X);
        try (OrcWriter writer = new OrcWriter(row, settings, bytes::write)) {
            for (byte[] record : records) {
                writer.add(reader.read(record).get(0));
            }
            writer.finish();
        }
        return bytes.toByteArray();
    }

    private static List<JsonNode> read(byte[] file) throws Exception {
        Path path = Files.createTempFile("millrace", ".orc");
        try {
            Files.write(path, file);
            return ApacheOrc.rows(path);
        } finally {
            Files.delete(path);
        }
    }
}
