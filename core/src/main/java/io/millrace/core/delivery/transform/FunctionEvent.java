package io.millrace.core.delivery.transform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.limit.Limit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The records that one call of a function is given, and the event that it is called with. Owned by one thread.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/services-kinesisfirehose.html>
final class FunctionEvent {
    /// What an event takes for a record beside its data in base64, at most.
    private static final int RECORD_OVERHEAD_BYTES = 160;

    private static final int EVENT_OVERHEAD_BYTES = 1_024;

    /// Leaves room for a last record that is taken apart into as many as it may be.
    private static final long EVENT_BYTES_MAX = Limit.FUNCTION_PAYLOAD_BYTES.value()
            - Limit.FIREHOSE_DEAGGREGATED_RECORDS.value() * (RECORD_OVERHEAD_BYTES + 4L);

    private final List<Part> parts = new ArrayList<>();
    private long eventBytes = EVENT_OVERHEAD_BYTES;
    private byte[] written;

    /// A record, or one of several that a record was taken apart into.
    ///
    /// @param sourceOffset of the source record
    /// @param number of it in the source record, from 0
    record Part(long sourceOffset, int number, long arrivalMillis, byte[] data) {
        String id() {
            return sourceOffset + "." + number;
        }
    }

    /// Whether a call has room for a record too, also when it is taken apart into as many as it may be.
    boolean hasRoom(int recordBytes) {
        return parts.size() < Limit.FIREHOSE_FUNCTION_RECORDS.value()
                && eventBytes + bytes(recordBytes) <= EVENT_BYTES_MAX;
    }

    void add(Part part) {
        parts.add(part);
        eventBytes += bytes(part.data().length);
    }

    List<Part> parts() {
        return parts;
    }

    /// The JSON; when it was written before, the same again, for a call that is made again.
    byte[] write(String invocationId, String streamArn, String region) {
        if (written == null) {
            written = json(invocationId, streamArn, region);
        }
        return written;
    }

    private byte[] json(String invocationId, String streamArn, String region) {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(Integer.MAX_VALUE - 8, eventBytes));
        text(
                out,
                "{\"invocationId\":" + quoted(invocationId) + ",\"deliveryStreamArn\":" + quoted(streamArn)
                        + ",\"region\":" + quoted(region) + ",\"records\":[");
        Base64.Encoder base64 = Base64.getEncoder();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            text(
                    out,
                    (i == 0 ? "{\"recordId\":\"" : ",{\"recordId\":\"") + part.id()
                            + "\",\"approximateArrivalTimestamp\":" + part.arrivalMillis() + ",\"data\":\"");
            out.writeBytes(base64.encode(part.data()));
            text(out, "\"}");
        }
        text(out, "]}");
        return out.toByteArray();
    }

    private static long bytes(int dataBytes) {
        return RECORD_OVERHEAD_BYTES + (dataBytes + 2L) / 3 * 4;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }
}
