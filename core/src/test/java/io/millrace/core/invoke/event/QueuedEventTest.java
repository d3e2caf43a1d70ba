package io.millrace.core.invoke.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QueuedEventTest {
    private static final String GOLDEN = "{\"v\":1,\"requestId\":\"e4b46cbf-b738-4f00-8880-a18cdf61200e\","
            + "\"acceptedMillis\":1795256130250,\"qualifier\":\"prod\",\"trace\":\"Root=1-2\"}\n{\"a\":\n1}";

    @Test
    void anEventThatAnEarlierVersionWroteIsRead() {
        QueuedEvent event = QueuedEvent.read(GOLDEN.getBytes(StandardCharsets.UTF_8));

        assertThat(event.requestId()).isEqualTo("e4b46cbf-b738-4f00-8880-a18cdf61200e");
        assertThat(event.acceptedMillis()).isEqualTo(1_795_256_130_250L);
        assertThat(event.qualifier()).contains("prod");
        assertThat(event.traceHeader()).contains("Root=1-2");
        assertThat(new String(event.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\n1}");
        assertThat(new String(event.write(), StandardCharsets.UTF_8)).isEqualTo(GOLDEN);
    }

    @Test
    void anEventOfALaterVersionIsNotTakenForOneOfThis() {
        byte[] later = GOLDEN.replace("\"v\":1", "\"v\":2").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> QueuedEvent.read(later)).hasMessageContaining("later version");
    }

    @Property
    void anyPayloadComesBackByteForByte(@ForAll byte[] payload, @ForAll String qualifier) {
        QueuedEvent event = new QueuedEvent("id", Optional.of(qualifier), Optional.empty(), 5, payload);
        QueuedEvent read = QueuedEvent.read(event.write());

        assertThat(read.payload()).isEqualTo(payload);
        assertThat(read.qualifier()).contains(qualifier);
    }
}
