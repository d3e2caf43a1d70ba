package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.aws.auth.ChunkSignatures;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Takes a body out of aws-chunked framing: `SIZE[;chunk-signature=…]`, data, and so on up to an empty chunk, then
/// trailing headers. What a signature says of a chunk is known at its end; whoever reads must not trust what was read
/// before the end of the stream.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
final class AwsChunkedStream extends InputStream {
    private static final String SIGNATURE = "chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";
    private static final int END = -1;

    private final InputStream framed;
    private final Optional<ChunkSignatures> signatures;
    private final Map<String, String> trailer = new LinkedHashMap<>();
    private final ChecksumAlgorithm.RunningDigest sha256 = new ChecksumAlgorithm.RunningDigest("SHA-256");
    private String signature = "";
    private long left;
    private boolean begun;
    private boolean ended;

    /// @param signatures verifies the chunks; empty when they are not signed or need not be verified
    AwsChunkedStream(InputStream framed, Optional<ChunkSignatures> signatures) {
        this.framed = new BufferedInputStream(framed, Limit.OBJECT_BUFFER_BYTES.intValue());
        this.signatures = signatures;
    }

    /// The headers that came after the last chunk, names in lower case; complete at the end of the stream.
    Map<String, String> trailer() {
        return trailer;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? END : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return END;
        }
        if (left == 0) {
            nextChunk();
            if (ended) {
                return END;
            }
        }
        int count = framed.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw S3Errors.incompleteBody();
        }
        if (signatures.isPresent()) {
            sha256.update(target, offset, count);
        }
        left -= count;
        return count;
    }

    private void nextChunk() throws IOException {
        if (begun) {
            verifyChunk();
            if (!line().isEmpty()) {
                throw malformed();
            }
        }
        begun = true;
        String header = line();
        int semicolon = header.indexOf(';');
        left = size((semicolon < 0 ? header : header.substring(0, semicolon)).strip());
        int mark = header.indexOf(SIGNATURE);
        signature = mark < 0 ? "" : header.substring(mark + SIGNATURE.length()).strip();
        if (left == 0) {
            verifyChunk();
            ended = true;
            readTrailer();
        }
    }

    private void verifyChunk() {
        signatures.ifPresent(chunks -> chunks.chunk(signature, sha256.sum()));
    }

    private void readTrailer() throws IOException {
        String given = "";
        int lines = 0;
        for (String line = lineOrEnd(); line != null; line = lineOrEnd()) {
            int colon = line.indexOf(':');
            if (++lines > Limit.S3_TRAILER_LINES.value() || (colon < 1 && !line.isEmpty())) {
                throw malformedTrailer();
            }
            if (!line.isEmpty()) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                String value = line.substring(colon + 1).strip();
                if (name.equals(TRAILER_SIGNATURE)) {
                    given = value;
                } else {
                    trailer.put(name, value);
                }
            }
        }
        if (signatures.isPresent()) {
            if (signatures.get().trailerSigned()) {
                signatures.get().trailer(given, trailer.entrySet());
            }
            signatures.get().end();
        }
    }

    private static long size(String hex) {
        if (hex.isEmpty() || hex.length() > 15 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw malformed();
        }
        return HexFormat.fromHexDigitsToLong(hex);
    }

    private String line() throws IOException {
        String line = lineOrEnd();
        if (line == null) {
            throw S3Errors.incompleteBody();
        }
        return line;
    }

    /// A line without its end, or null at the end of the body.
    private String lineOrEnd() throws IOException {
        byte[] bytes = new byte[Limit.S3_CHUNK_LINE_BYTES.intValue()];
        int length = 0;
        int b = framed.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            if (length == bytes.length) {
                throw malformed();
            }
            bytes[length++] = (byte) b;
            b = framed.read();
        }
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static RequestException malformed() {
        return S3Errors.invalidRequest("The body is not in the aws-chunked framing that its headers declare");
    }

    static RequestException malformedTrailer() {
        return new RequestException(
                "MalformedTrailerError",
                "The request contained trailing data that was not well-formed or did not conform to our published"
                        + " schema.");
    }
}
