package io.millrace.core.delivery.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.limit.Limit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/// Reads an error object line by line: JSON with `errorCode` or `lastErrorCode`, and `rawData`. Owned by one thread.
final class ErrorLines implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputStream in;
    private final byte[] buffer = new byte[Limit.OBJECT_BUFFER_BYTES.intValue()];
    private int from;
    private int to;
    private long number = -1;
    private byte[] rawData;

    ErrorLines(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line; false when there is none.
    boolean next() throws IOException {
        if (!fill()) {
            return false;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean fits = true;
        boolean ended = false;
        while (!ended && fill()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            fits = fits && line.size() + end - from <= Limit.REDRIVE_LINE_BYTES.value();
            if (fits) {
                line.write(buffer, from, end - from);
            }
            ended = end < to;
            from = ended ? end + 1 : end;
        }
        number++;
        rawData = fits ? rawData(line.toByteArray()) : null;
        return true;
    }

    /// Whether there is more to read.
    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
        }
        return from < to;
    }

    /// Of the line, from 0.
    long number() {
        return number;
    }

    /// What could not be delivered; null when this is no error line.
    byte[] rawData() {
        return rawData;
    }

    private static byte[] rawData(byte[] line) throws IOException {
        try {
            JsonNode error = JSON.readTree(line);
            JsonNode data = error == null ? null : error.get("rawData");
            boolean sound = data != null
                    && data.isTextual()
                    && (error.path("errorCode").isTextual()
                            || error.path("lastErrorCode").isTextual());
            return sound ? Base64.getDecoder().decode(data.textValue()) : null;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
