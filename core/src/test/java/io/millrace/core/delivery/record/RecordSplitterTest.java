package io.millrace.core.delivery.record;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.resource.firehose.DeAggregation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSplitterTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\n\n"})
    void aRecordWithoutRecordsIsRefusedForItWouldVanish(String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> RecordSplitter.split(new DeAggregation.Json(), bytes))
                .hasMessageContaining("has no records in it");
        byte[] delimiters = record.replace(' ', '\n').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> RecordSplitter.split(new DeAggregation.Delimited(new byte[] {'\n'}), delimiters))
                .hasMessageContaining("has no records in it");
    }
}
