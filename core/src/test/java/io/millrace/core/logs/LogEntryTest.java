package io.millrace.core.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogEntryTest {
    @Test
    void theBytesOnDiskAreThese() {
        assertThat(hex(new LogEntry.Event("a/é", 1_700_000_000_000L, "hi")))
                .isEqualTo("0165" + "0000018bcfe56800" + "0004" + "612fc3a9" + "6869");
        assertThat(hex(new LogEntry.Created("s", 1))).isEqualTo("0163" + "0000000000000001" + "0001" + "73");
        assertThat(hex(new LogEntry.Deleted("s", 2))).isEqualTo("0164" + "0000000000000002" + "0001" + "73");
    }

    @Test
    void everyKindReadsBackEqual() {
        for (LogEntry entry :
                List.of(new LogEntry.Event("s", 5, ""), new LogEntry.Created("s", 6), new LogEntry.Deleted("s", 7))) {
            assertThat(LogEntry.decode(entry.encode())).isEqualTo(entry);
        }
    }

    @Property
    void anyBytesAreAnEntryOrRefused(@ForAll byte[] data) {
        try {
            assertThat(LogEntry.decode(data)).isNotNull();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("log e");
        }
    }

    @Test
    void anEntryOfALaterVersionIsRefusedSayingSo() {
        byte[] later = new LogEntry.Created("s", 1).encode();
        later[0] = 2;
        assertThatThrownBy(() -> LogEntry.decode(later)).hasMessageContaining("later version");
    }

    private static String hex(LogEntry entry) {
        return HexFormat.of().formatHex(entry.encode());
    }
}
