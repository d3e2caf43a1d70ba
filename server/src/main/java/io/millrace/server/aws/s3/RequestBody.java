package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.aws.auth.ChunkSignatures;
import io.millrace.server.aws.auth.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The body of a request, read once and held to all that its headers say of it: length, signature, hash, MD5,
/// checksum. What was read may count only once [#copyTo] or [#readText] has returned.
final class RequestBody {
    private static final String STREAMING = "STREAMING-";
    private static final String DECODED_LENGTH = "x-amz-decoded-content-length";

    private final S3Request request;
    private final InputStream raw;
    private final Optional<AwsChunkedStream> chunked;
    private final BodyDigests digests;

    private RequestBody(S3Request request, boolean isChunked, BodyDigests digests) {
        this.request = request;
        this.raw = request.body();
        this.chunked =
                isChunked ? Optional.of(new AwsChunkedStream(raw, signatures(request.payload()))) : Optional.empty();
        this.digests = digests;
    }

    /// @throws RequestException for headers that contradict themselves or ask for what is not known
    static RequestBody of(S3Request request) {
        boolean streaming =
                request.exchange().header("x-amz-content-sha256").orElse("").startsWith(STREAMING);
        boolean encoded = request.exchange()
                .header("Content-Encoding")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("aws-chunked");
        boolean chunked = streaming
                || (encoded && request.exchange().header(DECODED_LENGTH).isPresent());
        return new RequestBody(request, chunked, BodyDigests.of(request));
    }

    /// For a body whose `x-amz-checksum-` headers speak of something else: of the object that is completed.
    static RequestBody withoutChecksum(S3Request request) {
        return new RequestBody(request, false, BodyDigests.withoutChecksum(request));
    }

    private static Optional<ChunkSignatures> signatures(Payload payload) {
        return switch (payload) {
            case Payload.Unsigned unsigned -> Optional.empty();
            case Payload.Hashed hashed -> Optional.empty();
            case Payload.Chunked signed -> Optional.of(signed.signatures());
        };
    }

    /// Also sums up with this algorithm, when the client sends no checksum of its own.
    void sumWith(ChecksumAlgorithm algorithm) {
        digests.sumWith(algorithm);
    }

    /// Reads all of it into the sink.
    ///
    /// @return how many bytes there were
    long copyTo(Sink sink, long bytesMax) {
        Optional<Long> length = length();
        if (length.isPresent() && length.get() > bytesMax) {
            throw tooLarge(bytesMax);
        }
        long total = pump(sink, bytesMax);
        if (length.isPresent() && length.get() != total) {
            throw S3Errors.incompleteBody();
        }
        digests.check(chunked);
        if (request.payload() instanceof Payload.Hashed hashed) {
            hashed.check(digests.sha256());
        }
        return total;
    }

    /// The checksum that the client sent or asked for; to be taken after the body was read.
    Optional<StoredChecksum> checksum() {
        return digests.checksum();
    }

    /// The body as text, for the small ones.
    String readText() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copyTo(out::write, Limit.S3_XML_BYTES.value());
        return out.toString(StandardCharsets.UTF_8);
    }

    private long pump(Sink sink, long bytesMax) {
        byte[] buffer = new byte[Limit.OBJECT_BUFFER_BYTES.intValue()];
        InputStream in = chunked.isPresent() ? chunked.get() : raw;
        long total = 0;
        while (true) {
            int count = read(in, buffer);
            if (count < 0) {
                return total;
            }
            total += count;
            if (total > bytesMax) {
                throw tooLarge(bytesMax);
            }
            digests.update(buffer, count);
            sink.write(buffer, 0, count);
        }
    }

    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw S3Errors.incompleteBody();
        }
    }

    private Optional<Long> length() {
        if (chunked.isPresent()) {
            return Optional.of(request.exchange()
                    .header(DECODED_LENGTH)
                    .map(RequestBody::number)
                    .orElseThrow(RequestBody::missingLength));
        }
        Optional<String> length = request.exchange().contentLength();
        if (length.isEmpty() && request.exchange().header("Transfer-Encoding").isPresent()) {
            throw missingLength();
        }
        return length.map(RequestBody::number);
    }

    private static long number(String text) {
        try {
            return Math.max(0, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw S3Errors.invalidArgument("A length must be a whole number of bytes");
        }
    }

    private static RequestException missingLength() {
        return new RequestException("MissingContentLength", "You must provide the Content-Length HTTP header.");
    }

    private static RequestException tooLarge(long bytesMax) {
        return bytesMax == Limit.S3_XML_BYTES.value()
                ? S3Errors.malformedXml()
                : new RequestException(
                        "EntityTooLarge",
                        "Your proposed upload exceeds the maximum allowed size: " + bytesMax + " bytes");
    }

    /// What takes the bytes; the array may be used again after the call.
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int offset, int length);
    }
}
