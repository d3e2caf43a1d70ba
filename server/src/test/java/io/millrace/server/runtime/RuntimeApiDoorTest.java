package io.millrace.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.function.Invocation;
import io.millrace.core.function.RuntimeApi.Endpoint;
import io.millrace.core.function.RuntimeApi.Task;
import io.millrace.core.function.RuntimeApi.Worker;
import io.millrace.core.limit.Limit;
import io.millrace.server.http.EventLoops;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The Runtime API as a runtime's socket sees it.
@Timeout(120)
class RuntimeApiDoorTest {
    private static final String BASE = "/2018-06-01/runtime/";
    private static final String NEXT = BASE + "invocation/next";
    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private final EventLoops loops = EventLoops.start();
    private final RecordingWorker worker = new RecordingWorker();
    private final Endpoint endpoint = new RuntimeApiDoor(loops).open(worker);

    @AfterEach
    void close() {
        endpoint.close();
        loops.close();
    }

    @Test
    void theNextCallComesWithItsHeadersOnceThereIsOne() throws Exception {
        try (RawClient runtime = new RawClient(endpoint.address())) {
            runtime.sendGet(NEXT);
            assertThat(told()).isEqualTo("next");
            Invocation invocation = new Invocation(
                    "id-1",
                    utf8("{\"a\":1}"),
                    ARN,
                    Optional.of("{\n \"custom\": \"n\u00e4h\"}"),
                    Optional.of("Root=1-2-3"));
            worker.asked.remove().complete(new Task(invocation, 1_234));

            RawClient.Answer answer = runtime.readAnswer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("{\"a\":1}");
            assertThat(answer.headers())
                    .containsEntry("lambda-runtime-aws-request-id", "id-1")
                    .containsEntry("lambda-runtime-deadline-ms", "1234")
                    .containsEntry("lambda-runtime-invoked-function-arn", ARN)
                    .containsEntry("lambda-runtime-trace-id", "Root=1-2-3")
                    .containsEntry("lambda-runtime-client-context", "{  \"custom\": \"n\\u00e4h\"}");
        }
    }

    @Test
    void anAnswerAFailureAndAChunkedAnswerReachTheWorker() throws Exception {
        try (RawClient runtime = new RawClient(endpoint.address())) {
            worker.inHand = "a";
            RawClient.Answer answer = runtime.post(BASE + "invocation/a/response", "", utf8("{}"));
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.text().strip()).isEqualTo("{\"status\":\"OK\"}");
            assertThat(told()).isEqualTo("answered {}");

            worker.inHand = "b";
            String type = "Lambda-Runtime-Function-Error-Type: Function.Bad\r\n";
            assertThat(runtime.post(BASE + "invocation/b/error", type, utf8("{\"x\":1}"))
                            .status())
                    .isEqualTo(202);
            assertThat(told()).isEqualTo("failed Function.Bad {\"x\":1}");

            worker.inHand = "c";
            assertThat(runtime.postChunked(BASE + "invocation/c/response", utf8("[1,"), utf8("2]"))
                            .status())
                    .isEqualTo(202);
            assertThat(told()).isEqualTo("answered [1,2]");
        }
    }

    @Test
    void aFailedInitializationReachesTheWorkerAndOnlyBeforeTheFirstCall() throws Exception {
        try (RawClient runtime = new RawClient(endpoint.address())) {
            String type = "Lambda-Runtime-Function-Error-Type: Runtime.NoSuchHandler\r\n";
            assertThat(runtime.post(BASE + "init/error", type, utf8("{}")).status())
                    .isEqualTo(202);
            assertThat(told()).isEqualTo("initFailed Runtime.NoSuchHandler {}");
            try (RawClient second = new RawClient(endpoint.address())) {
                second.sendGet(NEXT);
                assertThat(told()).isEqualTo("next");
            }
            RawClient.Answer late = runtime.post(BASE + "init/error", type, utf8("{}"));
            assertThat(late.status()).isEqualTo(403);
            assertThat(late.text()).contains("InvalidStateTransition");
            assertThat(worker.told).isEmpty();
        }
    }

    @Test
    void whatTheApiDoesNotHaveIsRefusedInItsOwnForm() throws Exception {
        try (RawClient runtime = new RawClient(endpoint.address())) {
            RawClient.Answer unknown = runtime.post(BASE + "invocation/nobody/response", "", utf8("{}"));
            assertThat(unknown.status()).isEqualTo(400);
            assertThat(unknown.text())
                    .isEqualTo("{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}");
            assertThat(runtime.post(BASE + "invocation//error", "", utf8("{}")).status())
                    .isEqualTo(400);
            assertThat(runtime.get("/2020-01-01/extension/register").status()).isEqualTo(404);
            assertThat(runtime.get(BASE + "init/error").status()).isEqualTo(405);
            assertThat(runtime.post(NEXT, "", utf8("")).status()).isEqualTo(405);
        }
    }

    @Test
    void anAnswerOfTheLimitIsTakenAndOneOverItIsAFailureAndThe413IsSeen() throws Exception {
        int max = Limit.FUNCTION_PAYLOAD_BYTES.intValue();
        try (RawClient runtime = new RawClient(endpoint.address())) {
            worker.inHand = "full";
            assertThat(runtime.post(BASE + "invocation/full/response", "", new byte[max])
                            .status())
                    .isEqualTo(202);
            assertThat(told()).isEqualTo("answered " + max + " bytes");

            for (int over : List.of(max + 1, 3 * max)) {
                worker.inHand = "over";
                RawClient.Answer answer = runtime.post(BASE + "invocation/over/response", "", new byte[over]);
                assertThat(answer.status()).isEqualTo(413);
                assertThat(answer.text()).contains("\"errorType\":\"RequestEntityTooLarge\"");
                assertThat(told()).startsWith("failed Function.ResponseSizeTooLarge {\"errorMessage\":");
            }
            worker.inHand = "after";
            assertThat(runtime.post(BASE + "invocation/after/response", "", utf8("1"))
                            .status())
                    .as("the connection is still good")
                    .isEqualTo(202);
        }
    }

    @Test
    void aProcessThatIsToEndIsToldSo() throws Exception {
        try (RawClient runtime = new RawClient(endpoint.address())) {
            runtime.sendGet(NEXT);
            assertThat(told()).isEqualTo("next");
            worker.asked.remove().completeExceptionally(new IllegalStateException("the end"));
            assertThat(runtime.readAnswer().status()).isEqualTo(500);
        }
    }

    @Test
    void closingCutsOffWhoeverWaitsAndTheOtherPortsGoOn() throws Exception {
        RecordingWorker second = new RecordingWorker();
        Endpoint other = new RuntimeApiDoor(loops).open(second);
        assertThat(other.address()).isNotEqualTo(endpoint.address());
        try (RawClient waiting = new RawClient(other.address());
                RawClient runtime = new RawClient(endpoint.address())) {
            waiting.sendGet(NEXT);
            assertThat(second.told.poll(20, TimeUnit.SECONDS)).isEqualTo("next");
            other.close();
            other.close();
            assertThat(waiting.isClosedByServer()).isTrue();
            worker.inHand = "a";
            assertThat(runtime.post(BASE + "invocation/a/response", "", utf8("1"))
                            .status())
                    .isEqualTo(202);
        }
    }

    @Test
    void aThousandPortsAreOpenedAndClosedAndNothingIsLeft() throws Exception {
        RuntimeApiDoor door = new RuntimeApiDoor(loops);
        Set<String> addresses = new HashSet<>();
        int threads = Thread.activeCount();
        for (int round = 0; round < 10; round++) {
            List<Endpoint> open = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                open.add(door.open(new RecordingWorker()));
            }
            assertThat(open.stream().map(Endpoint::address).distinct()).hasSize(100);
            open.stream().map(Endpoint::address).forEach(addresses::add);
            open.forEach(Endpoint::close);
        }
        for (String address : addresses) {
            while (listens(address)) {
                Thread.onSpinWait();
            }
        }
        assertThat(loops.listeners()).as("what is still open").isEqualTo(1);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
    }

    /// What Nagle's algorithm against a delayed acknowledgement would cost is 40 ms; the bound leaves a busy machine
    /// room.
    @Test
    void aRoundTripTakesFarLessThanADelayedAcknowledgement() throws Exception {
        Worker echo = new EchoWorker();
        try (Endpoint quick = new RuntimeApiDoor(loops).open(echo);
                RawClient runtime = new RawClient(quick.address())) {
            int rounds = 3_000;
            long[] nanos = new long[rounds];
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                RawClient.Answer task = runtime.get(NEXT);
                String id = task.headers().get("lambda-runtime-aws-request-id");
                runtime.post(BASE + "invocation/" + id + "/response", "", task.body());
                nanos[i] = System.nanoTime() - start;
            }
            long[] warm = Arrays.copyOfRange(nanos, rounds / 3, rounds);
            Arrays.sort(warm);
            System.out.printf(
                    "Runtime API next and response, us: p50 %d, p99 %d%n",
                    warm[warm.length / 2] / 1_000, warm[warm.length * 99 / 100] / 1_000);
            assertThat(warm[warm.length / 2]).isLessThan(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static final class EchoWorker implements Worker {
        private static final byte[] PAYLOAD = "x".repeat(200).getBytes(StandardCharsets.UTF_8);

        @Override
        public CompletableFuture<Task> next() {
            return CompletableFuture.completedFuture(new Task(Invocation.of("id", ARN, PAYLOAD), 1));
        }

        @Override
        public boolean answered(String requestId, byte[] payload) {
            return true;
        }

        @Override
        public boolean failed(String requestId, byte[] error, String errorType) {
            return true;
        }

        @Override
        public void initFailed(byte[] error, String errorType) {}
    }

    private static boolean listens(String address) throws IOException {
        String[] parts = address.split(":", 2);
        try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private String told() throws InterruptedException {
        return worker.told.poll(20, TimeUnit.SECONDS);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
