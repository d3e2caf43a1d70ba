package io.millrace.core.delivery.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.limit.Limit;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/// Reads an error object line by line: JSON with `errorCode` and `rawData`. Owned by one thread.
final class ErrorLines implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputStream in;
    private long number = -1;
    private byte[] rawData;

    ErrorLines(InputStream in) {
        this.in = new BufferedInputStream(in, Limit.OBJECT_BUFFER_BYTES.intValue());
    }

    /// Goes to the next line; false when there is none.
    boolean next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        if (octet < 0) {
            return false;
        }
        boolean fits = true;
        while (octet >= 0 && octet != '\n') {
            fits = fits && line.size() < Limit.REDRIVE_LINE_BYTES.value();
            if (fits) {
                line.write(octet);
            }
            octet = in.read();
        }
        number++;
        rawData = fits ? rawData(line.toByteArray()) : null;
        return true;
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
            boolean sound =
                    data != null && data.isTextual() && error.path("errorCode").isTextual();
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
