package io.millrace.server.aws.auth;

/// What a signature says of the body that follows.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html>
public sealed interface Payload {
    /// Nothing: any body will do.
    Payload UNSIGNED = new Unsigned();

    /// `UNSIGNED-PAYLOAD`, `STREAMING-UNSIGNED-PAYLOAD-TRAILER`, a presigned URL, or no authentication at all. A body
    /// in aws-chunked framing may carry chunk signatures all the same; they are passed over.
    record Unsigned() implements Payload {}

    /// The SHA-256 of the whole body is signed.
    record Hashed(String sha256Hex) implements Payload {
        /// To be called once the whole body was read and before it counts.
        ///
        /// @param sha256 of the body as it was received, 32 bytes
        /// @throws io.millrace.core.fault.RequestException `XAmzContentSHA256Mismatch`
        public void check(byte[] sha256) {
            if (!Digests.same(Digests.hex(sha256), sha256Hex)) {
                throw S3Refusals.S3.bodyMismatch();
            }
        }
    }

    /// The body is in aws-chunked framing and each chunk is signed: `STREAMING-AWS4-HMAC-SHA256-PAYLOAD`, with
    /// `-TRAILER` where the trailer is signed too.
    record Chunked(ChunkSignatures signatures) implements Payload {}
}
