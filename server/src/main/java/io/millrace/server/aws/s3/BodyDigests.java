package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.server.aws.auth.Payload;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Every sum over one body that its headers, its trailer or its signature call for, and only those.
final class BodyDigests {
    private static final String CONTENT_SHA256 = "x-amz-content-sha256";
    private static final String SDK_ALGORITHM = "x-amz-sdk-checksum-algorithm";
    private static final Set<String> NO_SUMS =
            Set.of("x-amz-checksum-algorithm", "x-amz-checksum-mode", ChecksumAlgorithm.TYPE_HEADER);
    private static final Pattern SHA256_HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final int MD5_BYTES = 16;

    private final List<ChecksumAlgorithm.Running> running = new ArrayList<>();
    private Optional<byte[]> expectedSha256 = Optional.empty();
    private ChecksumAlgorithm.Running sha256;
    private byte[] sha256Sum;
    private Optional<byte[]> expectedMd5 = Optional.empty();
    private ChecksumAlgorithm.Running md5;
    private Optional<ChecksumAlgorithm> algorithm = Optional.empty();
    private Optional<byte[]> expectedSum = Optional.empty();
    private ChecksumAlgorithm.Running sum;
    private boolean inTrailer;
    private Optional<StoredChecksum> result = Optional.empty();

    private BodyDigests() {}

    static BodyDigests of(S3Request request) {
        BodyDigests digests = new BodyDigests();
        digests.expectSha256(request);
        digests.expectMd5(request);
        digests.expectChecksum(request);
        return digests;
    }

    static BodyDigests withoutChecksum(S3Request request) {
        BodyDigests digests = new BodyDigests();
        digests.expectSha256(request);
        digests.expectMd5(request);
        return digests;
    }

    private void expectSha256(S3Request request) {
        String declared = request.header(CONTENT_SHA256).orElse("");
        if (SHA256_HEX.matcher(declared).matches()) {
            expectedSha256 = Optional.of(HexFormat.of().parseHex(declared));
        }
        if (expectedSha256.isPresent() || request.payload() instanceof Payload.Hashed) {
            sha256 = start(new ChecksumAlgorithm.RunningDigest("SHA-256"));
        }
    }

    private void expectMd5(S3Request request) {
        expectedMd5 = request.exchange().header("Content-MD5").map(text -> decode(text)
                .filter(bytes -> bytes.length == MD5_BYTES)
                .orElseThrow(
                        () -> new RequestException("InvalidDigest", "The Content-MD5 you specified was invalid.")));
        if (expectedMd5.isPresent()) {
            md5 = start(new ChecksumAlgorithm.RunningDigest("MD5"));
        }
    }

    private void expectChecksum(S3Request request) {
        List<Map.Entry<String, String>> sent = request.headersOf(ChecksumAlgorithm.HEADER_PREFIX).stream()
                .filter(header -> !NO_SUMS.contains(header.getKey()))
                .toList();
        List<String> trailing = request.header("x-amz-trailer").stream()
                .flatMap(names -> Arrays.stream(names.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(ChecksumAlgorithm.HEADER_PREFIX))
                .toList();
        if (sent.size() + trailing.size() > 1) {
            throw S3Errors.invalidRequest(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }
        if (sent.size() == 1) {
            ChecksumAlgorithm found = known(sent.getFirst().getKey());
            expectedSum = Optional.of(value(found, sent.getFirst().getValue()));
            sumWith(found);
        } else if (trailing.size() == 1) {
            inTrailer = true;
            sumWith(known(trailing.getFirst()));
        } else if (request.header(SDK_ALGORITHM).isPresent()
                && request.exchange().header(SDK_ALGORITHM).isPresent()) {
            throw S3Errors.invalidRequest(SDK_ALGORITHM
                    + " specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }
    }

    private static ChecksumAlgorithm known(String header) {
        return ChecksumAlgorithm.ofHeader(header).orElseThrow(() -> S3Errors.notImplemented("checksum " + header));
    }

    private static byte[] value(ChecksumAlgorithm algorithm, String text) {
        return decode(text)
                .filter(bytes -> bytes.length == algorithm.bytes())
                .orElseThrow(() -> S3Errors.invalidRequest("Value for " + algorithm.header() + " header is invalid."));
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Sums with this algorithm when none is asked for yet.
    void sumWith(ChecksumAlgorithm wanted) {
        if (algorithm.isEmpty()) {
            algorithm = Optional.of(wanted);
            sum = start(wanted.start());
        }
    }

    private ChecksumAlgorithm.Running start(ChecksumAlgorithm.Running one) {
        running.add(one);
        return one;
    }

    void update(byte[] bytes, int length) {
        for (ChecksumAlgorithm.Running one : running) {
            one.update(bytes, 0, length);
        }
    }

    /// Compares every sum with what it should be, once the body is at its end.
    ///
    /// @throws RequestException `XAmzContentSHA256Mismatch`, `BadDigest`, `MalformedTrailerError`
    void check(Optional<AwsChunkedStream> chunked) {
        if (sha256 != null) {
            sha256Sum = sha256.sum();
            if (expectedSha256.isPresent() && !MessageDigest.isEqual(sha256Sum, expectedSha256.get())) {
                throw new RequestException(
                        "XAmzContentSHA256Mismatch",
                        "The provided 'x-amz-content-sha256' header does not match what was computed.");
            }
        }
        if (md5 != null && !MessageDigest.isEqual(md5.sum(), expectedMd5.orElseThrow())) {
            throw badDigest("Content-MD5");
        }
        algorithm.ifPresent(used -> checkSum(used, chunked));
    }

    private void checkSum(ChecksumAlgorithm used, Optional<AwsChunkedStream> chunked) {
        byte[] computed = sum.sum();
        Optional<byte[]> expected = inTrailer
                ? Optional.of(value(
                        used,
                        chunked.map(stream -> stream.trailer().get(used.header()))
                                .orElseThrow(AwsChunkedStream::malformedTrailer)))
                : expectedSum;
        if (expected.isPresent() && !MessageDigest.isEqual(computed, expected.get())) {
            throw badDigest(used.name());
        }
        result = Optional.of(
                new StoredChecksum(used, Base64.getEncoder().encodeToString(computed), StoredChecksum.FULL));
    }

    private static RequestException badDigest(String what) {
        return new RequestException(
                "BadDigest", "The " + what + " you specified did not match the calculated checksum.");
    }

    /// Of the body as it was received; there when its signature calls for it.
    byte[] sha256() {
        return sha256Sum.clone();
    }

    Optional<StoredChecksum> checksum() {
        return result;
    }
}
