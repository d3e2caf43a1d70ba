package io.millrace.core.delivery.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.firehose.DeAggregation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Takes one record apart into several, byte for byte as they were; what lies between (white space, delimiters) is left
/// out.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html>
public final class RecordSplitter {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limit.JQ_JSON_DEPTH.intValue())
                    .build())
            .build();

    private RecordSplitter() {}

    /// @return at least one
    /// @throws RecordErrorException when the record is not made of JSON objects, of too many parts, or of none: it
    /// would
    /// vanish
    public static List<byte[]> split(DeAggregation how, byte[] record) throws RecordErrorException {
        List<byte[]> parts =
                switch (how) {
                    case DeAggregation.Json() -> objects(record);
                    case DeAggregation.Delimited(byte[] delimiter) -> pieces(record, delimiter);
                };
        if (parts.isEmpty()) {
            throw failed("the record has no records in it");
        }
        return parts;
    }

    private static List<byte[]> objects(byte[] record) throws RecordErrorException {
        List<byte[]> parts = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(record)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.START_OBJECT) {
                    throw failed("only JSON objects can be de-aggregated, not arrays or other values");
                }
                long from = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                long to = parser.currentLocation().getByteOffset();
                if (from < 0 || to < 0) {
                    throw failed("the record is not UTF-8");
                }
                add(parts, record, Math.toIntExact(from), Math.toIntExact(to));
            }
        } catch (IOException e) {
            throw failed("the record is not made of JSON objects");
        }
        return parts;
    }

    private static List<byte[]> pieces(byte[] record, byte[] delimiter) throws RecordErrorException {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i + delimiter.length <= record.length; ) {
            if (Arrays.equals(record, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                add(parts, record, from, i);
                i += delimiter.length;
                from = i;
            } else {
                i++;
            }
        }
        add(parts, record, from, record.length);
        return parts;
    }

    private static void add(List<byte[]> parts, byte[] record, int from, int to) throws RecordErrorException {
        if (to == from) {
            return;
        }
        if (parts.size() == Limit.FIREHOSE_DEAGGREGATED_RECORDS.value()) {
            throw failed("the record has more than " + Limit.FIREHOSE_DEAGGREGATED_RECORDS.value() + " records in it");
        }
        parts.add(Arrays.copyOfRange(record, from, to));
    }

    private static RecordErrorException failed(String message) {
        return new RecordErrorException(RecordError.deAggregation(message));
    }
}
