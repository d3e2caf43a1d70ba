package io.millrace.server.aws.firehose;

import io.millrace.core.limit.Limit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Reads the bodies that SDKs really send: the known members once each, strings without escapes. Says null to
/// everything else, right or wrong, and leaves
/// it to [PutDecoder#decodeFully]: whatever this accepts, that accepts with the same result (held by a property test).
///
/// It exists because a batch of 500 records costs half as much this way; `docs/performance.md` has the figures.
final class PutScanner {
    private static final byte[] NAME = "\"DeliveryStreamName\"".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] DATA = "\"Data\"".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] RECORD = "\"Record\"".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] RECORDS = "\"Records\"".getBytes(StandardCharsets.ISO_8859_1);

    private final byte[] body;
    private int at;

    private PutScanner(byte[] body) {
        this.body = body;
    }

    /// The request, or null for what this does not read.
    static PutRequest scan(byte[] body, String recordsName, boolean many) {
        return new PutScanner(body).request(recordsName.equals("Record") ? RECORD : RECORDS, many);
    }

    private PutRequest request(byte[] recordsName, boolean many) {
        String stream = null;
        List<byte[]> records = null;
        if (!take('{')) {
            return null;
        }
        do {
            if (stream == null && take(NAME) && take(':')) {
                stream = string();
                if (stream == null) {
                    return null;
                }
            } else if (records == null && take(recordsName) && take(':')) {
                records = many ? records() : single();
                if (records == null) {
                    return null;
                }
            } else {
                return null;
            }
        } while (take(','));
        boolean whole = take('}') && isEnd() && stream != null && records != null && !records.isEmpty();
        return whole ? new PutRequest(stream, records) : null;
    }

    private List<byte[]> single() {
        byte[] data = record();
        return data == null ? null : List.of(data);
    }

    private List<byte[]> records() {
        if (!take('[')) {
            return null;
        }
        List<byte[]> records = new ArrayList<>(64);
        do {
            byte[] data = record();
            if (data == null || records.size() == Limit.FIREHOSE_BATCH_RECORDS.value()) {
                return null;
            }
            records.add(data);
        } while (take(','));
        return take(']') ? records : null;
    }

    private byte[] record() {
        if (!(take('{') && take(DATA) && take(':') && take('"'))) {
            return null;
        }
        int end = closingQuote();
        if (end < 0) {
            return null;
        }
        byte[] data = base64(at, end);
        at = end + 1;
        return take('}') ? data : null;
    }

    private byte[] base64(int from, int to) {
        try {
            ByteBuffer decoded = Base64.getDecoder().decode(ByteBuffer.wrap(body, from, to - from));
            byte[] exact = decoded.array();
            return exact.length == decoded.limit() ? exact : Arrays.copyOf(exact, decoded.limit());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// A plain ASCII string; an escape or anything beyond ASCII is for the full decoder.
    private String string() {
        if (!take('"')) {
            return null;
        }
        int end = closingQuote();
        if (end < 0) {
            return null;
        }
        for (int i = at; i < end; i++) {
            if (body[i] < 0x20 || body[i] == '\\') {
                return null;
            }
        }
        String text = new String(body, at, end - at, StandardCharsets.ISO_8859_1);
        at = end + 1;
        return text;
    }

    /// A backslash before the quote is found by what reads the text: base64 has none, a name may have none.
    private int closingQuote() {
        for (int i = at; i < body.length; i++) {
            if (body[i] == '"') {
                return i;
            }
        }
        return -1;
    }

    private boolean take(char expected) {
        skipSpace();
        if (at < body.length && body[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private boolean take(byte[] expected) {
        skipSpace();
        int end = at + expected.length;
        if (end <= body.length && Arrays.equals(body, at, end, expected, 0, expected.length)) {
            at = end;
            return true;
        }
        return false;
    }

    private boolean isEnd() {
        skipSpace();
        return at == body.length;
    }

    private void skipSpace() {
        while (at < body.length && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
            at++;
        }
    }
}
