package io.millrace.backends.orc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

/// Reads ORC files with Apache's reader, as JSON.
final class ApacheOrc {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private ApacheOrc() {}

    static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        // Found by itself, Hadoop's file system asks who the user is, in a way that Java no longer has.
        RawLocalFileSystem files = new RawLocalFileSystem();
        Configuration configuration = new Configuration(false);
        files.initialize(URI.create("file:///"), configuration);
        OrcFile.ReaderOptions options =
                OrcFile.readerOptions(configuration).filesystem(files).useUTCTimestamp(true);
        try (Reader reader = OrcFile.createReader(new org.apache.hadoop.fs.Path(file.toUri()), options);
                RecordReader rows = reader.rows()) {
            TypeDescription schema = reader.getSchema();
            VectorizedRowBatch batch = schema.createRowBatch();
            while (rows.nextBatch(batch)) {
                for (int i = 0; i < batch.size; i++) {
                    ObjectNode row = JSON.objectNode();
                    for (int c = 0; c < batch.cols.length; c++) {
                        row.set(
                                schema.getFieldNames().get(c),
                                value(schema.getChildren().get(c), batch.cols[c], i));
                    }
                    all.add(row);
                }
            }
        }
        return all;
    }

    private static JsonNode value(TypeDescription type, ColumnVector vector, int row) {
        int i = vector.isRepeating ? 0 : row;
        if (!vector.noNulls && vector.isNull[i]) {
            return NullNode.instance;
        }
        return switch (vector) {
            case StructColumnVector struct -> {
                ObjectNode node = JSON.objectNode();
                for (int c = 0; c < struct.fields.length; c++) {
                    node.set(
                            type.getFieldNames().get(c),
                            value(type.getChildren().get(c), struct.fields[c], i));
                }
                yield node;
            }
            case ListColumnVector list -> {
                ArrayNode node = JSON.arrayNode();
                for (int e = 0; e < list.lengths[i]; e++) {
                    node.add(value(type.getChildren().get(0), list.child, (int) list.offsets[i] + e));
                }
                yield node;
            }
            case MapColumnVector map -> {
                ObjectNode node = JSON.objectNode();
                for (int e = 0; e < map.lengths[i]; e++) {
                    int at = (int) map.offsets[i] + e;
                    node.set(
                            value(type.getChildren().get(0), map.keys, at).asText(),
                            value(type.getChildren().get(1), map.values, at));
                }
                yield node;
            }
            case TimestampColumnVector times ->
                JSON.textNode(TIME.format(LocalDateTime.ofInstant(
                        Instant.ofEpochSecond(Math.floorDiv(times.time[i], 1_000L), times.nanos[i]), ZoneOffset.UTC)));
            case DecimalColumnVector decimals ->
                JSON.textNode(
                        decimals.vector[i].getHiveDecimal().bigDecimalValue().toPlainString());
            case DoubleColumnVector reals -> JSON.numberNode(reals.vector[i]);
            case BytesColumnVector bytes -> bytes(type, bytes, i);
            case LongColumnVector longs -> number(type, longs.vector[i]);
            default -> throw new IllegalStateException(vector.getClass().getName());
        };
    }

    private static JsonNode bytes(TypeDescription type, BytesColumnVector vector, int i) {
        if (type.getCategory() != TypeDescription.Category.BINARY) {
            return JSON.textNode(vector.toString(i));
        }
        StringBuilder text = new StringBuilder();
        for (int b = 0; b < vector.length[i]; b++) {
            text.append("\\x")
                    .append(HexFormat.of().withUpperCase().toHexDigits(vector.vector[i][vector.start[i] + b]));
        }
        return JSON.textNode(text.toString());
    }

    private static JsonNode number(TypeDescription type, long value) {
        return switch (type.getCategory()) {
            case BOOLEAN -> JSON.textNode(Boolean.toString(value == 1));
            case DATE -> JSON.textNode(LocalDate.ofEpochDay(value).toString());
            default -> JSON.textNode(Long.toString(value));
        };
    }
}
