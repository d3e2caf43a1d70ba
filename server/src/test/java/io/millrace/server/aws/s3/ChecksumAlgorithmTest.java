package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumAlgorithmTest {
    /// The check values of the catalogue of parametrised CRC algorithms, and of FIPS 180-4.
    @ParameterizedTest
    @CsvSource({
        "CRC32, cbf43926",
        "CRC32C, e3069283",
        "CRC64NVME, ae8b14860a799888",
        "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    })
    void sumsAreTheKnownOnes(ChecksumAlgorithm algorithm, String hex) {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        ChecksumAlgorithm.Running whole = algorithm.start();
        ChecksumAlgorithm.Running pieces = algorithm.start();

        whole.update(digits, 0, 9);
        pieces.update(digits, 0, 1);
        pieces.update(digits, 1, 8);

        assertThat(HexFormat.of().formatHex(whole.sum())).isEqualTo(hex);
        assertThat(HexFormat.of().formatHex(pieces.sum())).isEqualTo(hex);
    }
}
