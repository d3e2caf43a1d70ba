package io.millrace.server.aws.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// The checksums that clients may send and ask back.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html>
enum ChecksumAlgorithm {
    CRC32(4) {
        @Override
        Running start() {
            return new RunningCrc(new CRC32(), 4);
        }
    },
    CRC32C(4) {
        @Override
        Running start() {
            return new RunningCrc(new CRC32C(), 4);
        }
    },
    CRC64NVME(8) {
        @Override
        Running start() {
            return new RunningCrc(new Crc64Nvme(), 8);
        }
    },
    SHA1(20) {
        @Override
        Running start() {
            return new RunningDigest("SHA-1");
        }
    },
    SHA256(32) {
        @Override
        Running start() {
            return new RunningDigest("SHA-256");
        }
    };

    static final String HEADER_PREFIX = "x-amz-checksum-";
    static final String TYPE_HEADER = "x-amz-checksum-type";

    private final int bytes;

    ChecksumAlgorithm(int bytes) {
        this.bytes = bytes;
    }

    /// Begins to sum.
    abstract Running start();

    /// How many bytes a sum has.
    int bytes() {
        return bytes;
    }

    /// `x-amz-checksum-crc32`.
    String header() {
        return HEADER_PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /// `ChecksumCRC32`.
    String element() {
        return "Checksum" + name();
    }

    boolean isCrc() {
        return this == CRC32 || this == CRC32C || this == CRC64NVME;
    }

    static Optional<ChecksumAlgorithm> ofHeader(String header) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.header().equals(header))
                .findFirst();
    }

    /// @throws io.millrace.core.fault.RequestException `InvalidRequest` for one that is not known
    static ChecksumAlgorithm named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> S3Errors.invalidRequest(
                        "Checksum algorithm provided is unsupported. Please try again with any of the valid types:"
                                + " [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"));
    }

    /// A sum in the making. Not thread-safe.
    interface Running {
        void update(byte[] bytes, int offset, int length);

        /// The sum; to be taken once.
        byte[] sum();
    }

    private record RunningCrc(Checksum crc, int bytes) implements Running {
        @Override
        public void update(byte[] data, int offset, int length) {
            crc.update(data, offset, length);
        }

        @Override
        public byte[] sum() {
            byte[] sum = new byte[bytes];
            long value = crc.getValue();
            for (int i = bytes - 1; i >= 0; i--) {
                sum[i] = (byte) value;
                value >>>= 8;
            }
            return sum;
        }
    }

    /// A cryptographic digest; also for MD5, which is no checksum of this kind.
    static final class RunningDigest implements Running {
        private final MessageDigest digest;

        RunningDigest(String name) {
            try {
                digest = MessageDigest.getInstance(name);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has " + name, e);
            }
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public byte[] sum() {
            return digest.digest();
        }
    }
}
