package io.millrace.server.aws.auth;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import javax.crypto.SecretKey;

/// Verifies the chunks of one aws-chunked body, each of whose signatures covers the one before; the first covers that
/// of the headers. The reader of the body calls [#chunk] for every chunk in order, the empty last one included, then
/// [#trailer] where the body has one, then [#end]. Not thread-safe.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>,
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>
public final class ChunkSignatures {
    private static final String CHUNK = "AWS4-HMAC-SHA256-PAYLOAD";
    private static final String TRAILER = "AWS4-HMAC-SHA256-TRAILER";
    private static final String EMPTY_SHA256 = Digests.hex(Digests.sha256(new byte[0]));

    private final SecretKey key;
    private final String timeAndScope;
    private final boolean trailerSigned;
    private String previous;
    private State state = State.CHUNKS;

    private enum State {
        CHUNKS,
        LAST_CHUNK_SEEN,
        TRAILER_SEEN
    }

    /// @param trailerSigned whether a signed trailer must follow the chunks
    ChunkSignatures(Claim claim, SecretKey key, boolean trailerSigned) {
        this.key = key;
        this.timeAndScope = "\n" + claim.time().text() + "\n" + claim.credentialScope() + "\n";
        this.trailerSigned = trailerSigned;
        this.previous = Digests.hex(claim.signature());
    }

    /// Checks the next chunk; an empty one is the last.
    ///
    /// @param signature what follows `chunk-signature=`
    /// @param sha256 of the chunk's data, 32 bytes
    /// @throws io.millrace.core.fault.RequestException `SignatureDoesNotMatch`
    public void chunk(String signature, byte[] sha256) {
        String hash = Digests.hex(sha256);
        if (state != State.CHUNKS) {
            throw mismatch();
        }
        require(signature, CHUNK + timeAndScope + previous + "\n" + EMPTY_SHA256 + "\n" + hash);
        if (hash.equals(EMPTY_SHA256)) {
            state = State.LAST_CHUNK_SEEN;
        }
    }

    /// Checks the trailer.
    ///
    /// @param signature the value of `x-amz-trailer-signature`
    /// @param headers the other headers of the trailer, names in lower case, values without outer blanks
    /// @throws io.millrace.core.fault.RequestException `SignatureDoesNotMatch`
    public void trailer(String signature, Collection<Map.Entry<String, String>> headers) {
        if (state != State.LAST_CHUNK_SEEN || !trailerSigned) {
            throw mismatch();
        }
        StringBuilder canonical = new StringBuilder();
        headers.stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(header -> canonical
                        .append(header.getKey())
                        .append(':')
                        .append(header.getValue())
                        .append('\n'));
        byte[] bytes = CanonicalRequest.bytes(canonical.toString());
        require(signature, TRAILER + timeAndScope + previous + "\n" + Digests.hex(Digests.sha256(bytes)));
        state = State.TRAILER_SEEN;
    }

    /// Whether the trailer must be signed.
    public boolean trailerSigned() {
        return trailerSigned;
    }

    /// Says that the body is at its end: nothing of it may be missing.
    ///
    /// @throws io.millrace.core.fault.RequestException `SignatureDoesNotMatch`
    public void end() {
        if (state != (trailerSigned ? State.TRAILER_SEEN : State.LAST_CHUNK_SEEN)) {
            throw mismatch();
        }
    }

    private void require(String signature, String stringToSign) {
        byte[] expected = Digests.hmac(key, CanonicalRequest.bytes(stringToSign));
        byte[] given = Digests.parseHex(signature);
        if (given == null || !Digests.same(expected, given)) {
            throw mismatch();
        }
        previous = signature;
    }

    private static RuntimeException mismatch() {
        return S3Refusals.S3.mismatch("", "");
    }
}
