package io.millrace.examples.clicklogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordResponse;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

class ClickLoggerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456Z");

    private final StubFirehose firehose = new StubFirehose();
    private final ClickLogger function = new ClickLogger(firehose, "clicks", InstantSource.fixed(NOW));

    @Test
    void aClickIsCompletedAndPutOnTheStreamAsALine() throws IOException {
        Map<String, String> answer = function.handleRequest(
                event(Map.of("requestid", "r-1", "contextid", "c-1"), "203.0.113.7"), new FakeContext());
        assertThat(answer).containsExactlyInAnyOrderEntriesOf(Map.of("requestid", "r-1", "recordid", "record 1"));
        assertThat(firehose.puts).hasSize(1);
        assertThat(firehose.puts.get(0).deliveryStreamName()).isEqualTo("clicks");
        assertThat(line(0)).endsWith("}\n");
        assertThat(JSON.std.mapFrom(line(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "requestid", "r-1",
                        "contextid", "c-1",
                        "user", "GUEST",
                        "clientip", "203.0.113.7",
                        "createdtime", "2026-11-21T10:15:30.123Z"));
    }

    @Test
    void whatTheClickSaysItselfIsKept() throws IOException {
        Map<String, Object> click = Map.of("requestid", "r", "user", "u", "clientip", "ip", "createdtime", "then");
        function.handleRequest(event(click, "203.0.113.7"), new FakeContext());
        assertThat(JSON.std.mapFrom(line(0))).isEqualTo(click);
    }

    @Test
    void whatComesFromACallerStaysText() throws IOException {
        String hostile = "\"},{\"requestid\":\"x\n\u0000é😀";
        function.handleRequest(event(Map.of("requestid", hostile), "ip"), new FakeContext());
        assertThat(JSON.std.mapFrom(line(0))).containsEntry("requestid", hostile);
        assertThat(line(0).strip()).doesNotContain("\n");
    }

    @Test
    void anEventWithoutAClickIsRefused() {
        assertThatThrownBy(() -> function.handleRequest(Map.of("clientip", "ip"), new FakeContext()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(firehose.puts).isEmpty();
    }

    @Test
    void whenTheStreamTakesNothingTheCallFails() {
        firehose.isDown = true;
        assertThatThrownBy(() -> function.handleRequest(event(Map.of("requestid", "r"), "ip"), new FakeContext()))
                .isInstanceOf(ServiceUnavailableException.class);
    }

    private String line(int put) {
        return firehose.puts.get(put).record().data().asUtf8String();
    }

    private static Map<String, Object> event(Map<String, Object> click, String clientIp) {
        return Map.of("click", new LinkedHashMap<>(click), "clientip", clientIp);
    }

    /// Takes records.
    private static final class StubFirehose implements FirehoseClient {
        private final List<PutRecordRequest> puts = new ArrayList<>();
        private boolean isDown;

        @Override
        public PutRecordResponse putRecord(PutRecordRequest request) {
            if (isDown) {
                throw ServiceUnavailableException.builder().message("down").build();
            }
            puts.add(request);
            return PutRecordResponse.builder().recordId("record " + puts.size()).build();
        }

        @Override
        public String serviceName() {
            return "firehose";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
