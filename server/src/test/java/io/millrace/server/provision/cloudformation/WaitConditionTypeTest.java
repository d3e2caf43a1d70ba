package io.millrace.server.provision.cloudformation;

import static io.millrace.server.provision.cloudformation.FakeFunctions.json;
import static io.millrace.server.provision.cloudformation.FakeFunctions.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.stack.StackSignals;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitConditionTypeTest {
    private static final ResourceCall.StackIdentity STACK =
            new ResourceCall.StackIdentity("arn:stack", "s", "us-east-1", Map.of());

    private final StackSignals signals = new StackSignals();
    private EmbeddedLog log;
    private StackResponses responses;
    private WaitConditionType type;
    private String handle;

    @BeforeEach
    void open(@TempDir Path folder) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, InstantSource.system());
        responses = new StackResponses(() -> "http://127.0.0.1:4566", Catalog.open(log), new Random(7));
        type = new WaitConditionType(responses, signals);
        handle = made("1234567890abcdef1234567890abcdef");
    }

    @AfterEach
    void close() {
        log.close();
    }

    private String made(String hex) {
        WaitConditionHandleType handles = new WaitConditionHandleType(responses);
        String url = handles.physicalId(new Naming("s", "Handle", new BigInteger(hex, 16)), json("{}"));
        return handles.create(new ResourceCall(STACK, handles.name(), "Handle", url, json("{}")))
                .physicalId();
    }

    private ResourceCall call(int count, int timeoutSeconds) {
        return new ResourceCall(
                STACK,
                type.name(),
                "Wait",
                "s-Wait-1",
                type.schema()
                        .coerced(json("{}")
                                .put("Handle", handle)
                                .put("Count", Integer.toString(count))
                                .put("Timeout", Integer.toString(timeoutSeconds))));
    }

    private CompletableFuture<Made> waiting(ResourceCall call) {
        CompletableFuture<Made> made = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                made.complete(type.create(call));
            } catch (InterruptedException | RuntimeException e) {
                made.completeExceptionally(e);
            }
        });
        return made;
    }

    private int signal(String body) {
        return put(responses, handle, body);
    }

    @Test
    void itWaitsForAsManyDifferentSignalsAsItCounts() throws Exception {
        assertThat(handle)
                .isEqualTo("http://127.0.0.1:4566/_millrace/stack-responses/1234567890abcdef1234567890abcdef");
        assertThat(signal("{\"Status\":\"SUCCESS\",\"UniqueId\":\"a\",\"Data\":\"first\",\"Reason\":\"\"}"))
                .isEqualTo(200);
        CompletableFuture<Made> made = waiting(call(2, 60));
        assertThat(signal("{\"Status\":\"SUCCESS\",\"UniqueId\":\"a\",\"Data\":\"again\"}"))
                .isEqualTo(200);
        assertThat(made).isNotDone();
        assertThat(signal("{\"Status\":\"SUCCESS\",\"UniqueId\":\"b\",\"Data\":{\"x\":1}}"))
                .isEqualTo(200);

        assertThat(made.get(20, TimeUnit.SECONDS).attributes().get("Data").asText())
                .isEqualTo("{\"a\":\"first\",\"b\":\"{\\\"x\\\":1}\"}");
    }

    @Test
    void aFailureEndsTheWait() {
        signal("{\"Status\":\"FAILURE\",\"UniqueId\":\"a\",\"Reason\":\"disk full\"}");

        assertThatThrownBy(() -> type.create(call(3, 60)))
                .hasMessage("WaitCondition received failed message: 'disk full' for uniqueId: a");
    }

    @Test
    void theWaitEndsWithItsTime() {
        assertThatThrownBy(() -> type.create(call(2, 1)))
                .hasMessage("WaitCondition timed out. Received 0 conditions when expecting 2");
    }

    @Test
    void aSignalMayComeByTheApi() throws Exception {
        CompletableFuture<Made> made = waiting(call(1, 60));
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!signals.tell("arn:stack", "Wait", Map.of("UniqueId", "i", "Status", "SUCCESS"))) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }

        assertThat(made.get(20, TimeUnit.SECONDS).attributes().get("Data").asText())
                .isEqualTo("{\"i\":\"\"}");
        assertThat(signals.waiting("arn:stack")).isEmpty();
    }

    @Test
    void whatIsNoSignalIsRefused() {
        assertThat(signal("{\"Status\":\"DONE\",\"UniqueId\":\"a\"}")).isEqualTo(400);
        assertThat(signal("{\"Status\":\"SUCCESS\"}")).isEqualTo(400);
        assertThat(signal("not JSON")).isEqualTo(400);
        assertThat(signal("")).isEqualTo(400);
        assertThat(signal("x".repeat(5_000))).isEqualTo(413);
    }

    @Test
    void aHandleThatIsDeletedTakesNoSignals() {
        WaitConditionHandleType handles = new WaitConditionHandleType(responses);
        handles.delete(new ResourceCall(STACK, handles.name(), "Handle", handle, json("{}")));

        assertThat(signal("{\"Status\":\"SUCCESS\",\"UniqueId\":\"a\"}")).isEqualTo(403);
    }

    @Test
    void aHandleHasNoProperties() {
        WaitConditionHandleType handles = new WaitConditionHandleType(responses);

        assertThatThrownBy(() -> handles.schema().coerced(json("{\"Name\":\"x\"}")))
                .hasMessageContaining("Name");
    }
}
