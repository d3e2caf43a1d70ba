package io.millrace.backends.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedLogConfigTest {
    @Test
    void whatIsNotSaidHasItsDefault() {
        EmbeddedLogConfig config = EmbeddedLogConfig.parse("embedded:");
        assertThat(config).isEqualTo(EmbeddedLogConfig.DEFAULT);
        assertThat(config.folder()).isEmpty();
        assertThat(config.retention()).isEqualTo(Duration.ofHours(24));
        assertThat(config.retentionBytes()).isEmpty();
        assertThat(config.discardUnread()).isFalse();
        assertThat(config.fsync()).isTrue();
        assertThat(config.segmentBytes()).isEqualTo(64 << 20);
    }

    @Test
    void everythingCanBeSaid() {
        String uri =
                "embedded:/data/log?retention=7d&retentionBytes=10GiB&discardUnread=true&fsync=false&segmentBytes=1MiB";
        assertThat(EmbeddedLogConfig.parse(uri))
                .isEqualTo(new EmbeddedLogConfig(
                        Optional.of(Path.of("/data/log")),
                        Duration.ofDays(7),
                        OptionalLong.of(10L << 30),
                        true,
                        false,
                        1 << 20));
    }

    @ParameterizedTest
    @CsvSource({
        "kafka://host, does not begin with 'embedded:'",
        "embedded:?retention, NAME=VALUE",
        "embedded:?retention=soon, 'soon' is no duration",
        "embedded:?retention=0s, not above zero",
        "embedded:?retentionBytes=10GB, '10GB' is no size",
        "embedded:?retentionBytes=99999999999TiB, too large",
        "embedded:?fsync=maybe, it is true or false",
        "embedded:?fsnc=true, there is no setting 'fsnc'",
        "embedded:?segmentBytes=1, not between 4096",
    })
    void whatIsWrongIsNamed(String uri, String message) {
        assertThatThrownBy(() -> EmbeddedLogConfig.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
