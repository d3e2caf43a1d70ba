package io.millrace.backends.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.function.FunctionFixture.Spec;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.function.RuntimeApi;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What functions do wrong harms their own call, and nothing else.
class FunctionFaultTest {
    @TempDir
    Path folder;

    private FunctionFixture fixture;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(FunctionFixture.has("python3.9"), "this machine has no Python");
        fixture = new FunctionFixture(folder);
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
        threads.shutdownNow();
    }

    private RunnableFunction python(Spec spec, String source) throws IOException {
        return fixture.function(spec, Map.of("main.py", source));
    }

    private static Spec spec() {
        return Spec.of("python3.9", "main.handler");
    }

    private CompletableFuture<String> later(RunnableFunction function, String payload) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return fixture.call(function, payload);
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    @Test
    void aProcessThatExitsIsAnErrorAndTheNextCallGetsANewOne() throws Exception {
        RunnableFunction function = fixture.python("""
                import os
                def handler(event, context):
                    print("about to", flush=True)
                    if event >= 0: os._exit(event)
                    return "fine"
                """);
        FunctionResult result = fixture.invoke(function, "3");
        assertThat(FunctionFixture.text(result))
                .matches(
                        "\\{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: \\S+ Error: Runtime exited with error: exit status 3\"}");
        assertThat(FunctionFixture.tail(result))
                .contains("about to", "Runtime.ExitError", "\tStatus: error\tError Type: Runtime.ExitError");
        assertThat(fixture.call(function, "0")).contains("Runtime exited without providing a reason");
        assertThat(fixture.call(function, "-1")).isEqualTo("\"fine\"");
        assertThat(fixture.stats("f").crashes()).isEqualTo(2);
    }

    @Test
    void aCallThatHangsIsKilledAtItsTimeout() throws Exception {
        RunnableFunction function = python(spec().timeout(1), """
                import time
                def handler(event, context):
                    print("waiting")
                    time.sleep(event)
                    return "fine"
                """);
        long begin = System.nanoTime();
        FunctionResult result = fixture.invoke(function, "60");
        assertThat((System.nanoTime() - begin) / 1e9).isBetween(1.0, 8.0);
        assertThat(FunctionFixture.text(result)).contains("Sandbox.Timedout", "Task timed out after 1.00 seconds");
        assertThat(FunctionFixture.tail(result))
                .contains("waiting", "Task timed out after 1.00 seconds", "Status: timeout");
        assertThat(fixture.stats("f").timeouts()).isEqualTo(1);
        assertThat(fixture.call(function, "0")).isEqualTo("\"fine\"");
    }

    @Test
    void anAnswerThatComesTooLateIsRefusedAndHarmsNothing() throws Exception {
        RunnableFunction function =
                python(spec().timeout(1), "import time\ndef handler(event, context): time.sleep(event); return event");
        Invocation late = FunctionFixture.invocation(function, "60");
        assertThat(FunctionFixture.text(fixture.runner.invoke(function, late))).contains("Sandbox.Timedout");
        RuntimeApi.Worker worker = fixture.api.workers.getFirst();
        byte[] answer = {'1'};
        assertThat(worker.answered(late.requestId(), answer)).isFalse();
        assertThat(worker.failed(late.requestId(), answer, "")).isFalse();
        assertThat(worker.next()).isNotDone();
        worker.initFailed(answer, "late");
        assertThat(fixture.call(function, "0")).isEqualTo("0");
        assertThat(fixture.api.workers.getLast().answered(late.requestId(), answer))
                .isFalse();
        assertThat(fixture.call(function, "0")).isEqualTo("0");
    }

    @Test
    void aFunctionThatLoadsTooLongHasItsCallsTimeForASecondTry() throws Exception {
        RunnableFunction function = python(spec().timeout(2), "import time\ntime.sleep(100)\ndef handler(e, c): pass");
        long begin = System.nanoTime();
        assertThat(fixture.call(function, "0")).contains("Sandbox.Timedout", "timed out after 2.00 seconds");
        assertThat((System.nanoTime() - begin) / 1e9).isBetween(11.5, 18.0);
        assertThat(fixture.stats("f").coldStarts()).isEqualTo(2);
    }

    @Test
    void anInterruptedCallEndsItsProcess() throws Exception {
        RunnableFunction function = fixture.python("import time\ndef handler(e, c): time.sleep(e); return e");
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread caller = Thread.startVirtualThread(() -> {
            try {
                fixture.call(function, "60");
            } catch (InterruptedException e) {
                thrown.complete(e);
            }
        });
        FunctionFixture.until(() -> fixture.runner.stats().stream().anyMatch(it -> it.busy() == 1), "it is busy");
        caller.interrupt();
        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        FunctionFixture.until(() -> fixture.stats("f").processes() == 0, "its process ends");
        assertThat(fixture.call(function, "0")).isEqualTo("0");
    }

    @Test
    void aProcessWithoutCallsEndsInTheEnd() throws Exception {
        RunnableFunction function = fixture.python("def handler(e, c): return e");
        fixture.call(function, "0");
        assertThat(fixture.stats("f").processes()).isEqualTo(1);
        FunctionFixture.until(
                () -> {
                    // Each look is later: it may have begun to be idle only after the one before.
                    fixture.ahead = fixture.ahead.plusSeconds(Limit.FUNCTION_IDLE_SECONDS.value() + 1);
                    return fixture.stats("f").processes() == 0;
                },
                "it ends");
        assertThat(fixture.stats("f").crashes()).isZero();
        assertThat(fixture.call(function, "0")).isEqualTo("0");
    }

    @Test
    void whatPrintsVeryMuchIsHeardToTheEnd() throws Exception {
        RunnableFunction function = python(spec().timeout(60), """
                import sys
                def handler(event, context):
                    line = "x" * 99 + "\\n"
                    for i in range(1000):
                        sys.stdout.write(line * 1000)
                    print("last")
                """);
        FunctionResult result = fixture.invoke(function, "0");
        assertThat(FunctionFixture.text(result)).isEqualTo("null");
        assertThat(FunctionFixture.tail(result)).contains("last\nEND RequestId");
        assertThat(result.logTail()).hasSize(Limit.FUNCTION_LOG_TAIL_BYTES.intValue());
        assertThat(fixture.log.messages().stream()
                        .filter(it -> it.length() == 99)
                        .count())
                .isEqualTo(1_000_000);
    }

    @Test
    void aLogThatDoesNotKeepUpHoldsTheFunctionBackAndNothingElse() throws Exception {
        fixture.log.answer = new CompletableFuture<>();
        RunnableFunction function = python(spec().timeout(2), """
                def handler(event, context):
                    for i in range(200000):
                        print("x" * 99)
                """);
        assertThat(fixture.call(function, "0")).contains("Sandbox.Timedout");
        long bytes = fixture.log.messages().stream().mapToLong(String::length).sum();
        assertThat(bytes).isBetween(1L << 20, Limit.FUNCTION_LOG_PENDING_BYTES.value() + (3 << 20));
    }

    @Test
    void anAnswerThatIsTooLargeIsAnErrorOfTheCall() throws Exception {
        RunnableFunction function = fixture.python("def handler(e, c): return 'x' * e");
        assertThat(fixture.call(function, "7000000")).contains("Function.ResponseSizeTooLarge");
        assertThat(fixture.call(function, "1")).isEqualTo("\"x\"");
    }

    @Test
    void aPayloadThatIsTooLargeIsRefused() throws Exception {
        RunnableFunction function = fixture.python("def handler(e, c): return e");
        assertThatThrownBy(() -> fixture.call(function, "1".repeat((6 << 20) + 1)))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("RequestTooLargeException"));
    }

    @Test
    void aDaemonThatKeepsThePipeOpenEndsWithItsProcess() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");
        Path pid = folder.resolve("pid");
        RunnableFunction function = fixture.python("""
                import os, subprocess
                def handler(event, context):
                    if event:
                        child = subprocess.Popen(["sleep", "1000"], start_new_session=True)
                        open("%s", "w").write(str(child.pid))
                        os._exit(1)
                    return "fine"
                """.formatted(pid));
        assertThat(fixture.call(function, "true")).contains("Runtime.ExitError");
        ProcessHandle daemon =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElse(null);
        FunctionFixture.until(() -> daemon == null || !daemon.isAlive(), "the daemon ends");
        assertThat(fixture.call(function, "false")).isEqualTo("\"fine\"");
    }

    @Test
    void whatTakesMoreMemoryThanItMayIsKilled() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");
        RunnableFunction function = python(spec().memory(128), """
                import time
                def handler(event, context):
                    taken = bytearray(event << 20)
                    time.sleep(2 if event else 0)
                    return "fine"
                """);
        assertThat(fixture.call(function, "400")).contains("Runtime.OutOfMemory", "signal: killed");
        assertThat(fixture.call(function, "0")).isEqualTo("\"fine\"");
    }

    @Test
    void aFunctionThatClosesItsOutputStillAnswers() throws Exception {
        RunnableFunction function = fixture.python("""
                import os, sys
                def handler(event, context):
                    sys.stdout.close()
                    os.close(2)
                    return "fine"
                """);
        assertThat(fixture.call(function, "0")).isEqualTo("\"fine\"");
        assertThat(fixture.call(function, "0")).contains("\"");
    }

    @Test
    void reservedConcurrencyRefusesWhatIsAboveIt() throws Exception {
        RunnableFunction stopped = python(spec().named("stopped").concurrency(0), "def handler(e, c): return 1");
        assertThatThrownBy(() -> fixture.call(stopped, "0"))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("TooManyRequestsException"));
        RunnableFunction one = python(spec().concurrency(1), "import time\ndef handler(e, c): time.sleep(e)");
        CompletableFuture<String> first = later(one, "1");
        FunctionFixture.until(() -> fixture.runner.stats().stream().anyMatch(it -> it.busy() == 1), "it is busy");
        assertThatThrownBy(() -> fixture.call(one, "0")).hasMessage("Rate Exceeded.");
        assertThat(first.join()).isEqualTo("null");
        assertThat(fixture.call(one, "0")).isEqualTo("null");
        assertThat(fixture.stats("f").throttles()).isEqualTo(1);
    }

    @Test
    void manyCallsShareAFewProcesses() throws Exception {
        RunnableFunction function = fixture.python("import time\ndef handler(e, c): time.sleep(0.02); return e");
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(later(function, Integer.toString(i)));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(calls.get(i).join()).isEqualTo(Integer.toString(i));
        }
        assertThat(fixture.stats("f").coldStarts()).isBetween(1L, Limit.FUNCTION_PROCESSES_OF_ONE.value());
        assertThat(fixture.stats("f").busy()).isZero();
    }

    @Test
    void aFunctionThatIsRetiredGetsANewProcess() throws Exception {
        RunnableFunction function = fixture.python("import os\ndef handler(e, c): return os.getpid()");
        String before = fixture.call(function, "0");
        fixture.runner.retire(FunctionFixture.REGION, "f");
        assertThat(fixture.call(function, "0")).isNotEqualTo(before);
        long pid = Long.parseLong(before);
        FunctionFixture.until(() -> ProcessHandle.of(pid).isEmpty(), "the old one ends");
    }

    @Test
    void closingEndsEverythingQuicklyAndFailsWhatIsInHand() throws Exception {
        RunnableFunction function = fixture.python("""
                import signal, time
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                def handler(e, c): time.sleep(60)
                """);
        CompletableFuture<String> call = later(function, "0");
        FunctionFixture.until(() -> fixture.runner.stats().stream().anyMatch(it -> it.busy() == 1), "it is busy");
        long begin = System.nanoTime();
        fixture.close();
        assertThat((System.nanoTime() - begin) / 1e9).isLessThan(5);
        assertThatThrownBy(call::join).hasCauseInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> fixture.call(function, "0")).isInstanceOf(UnavailableException.class);
        assertThat(FunctionFolders.children(fixture.folder.resolve("run"))).isEmpty();
    }

    @Test
    void whatAKilledServerLeftIsKilledAtTheNextStart() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");
        ProcessBuilder left = new ProcessBuilder("sleep", "1000");
        left.environment()
                .put("MILLRACE_FUNCTIONS", fixture.folder.toAbsolutePath().toString());
        Process process = left.start();
        fixture.close();
        fixture = new FunctionFixture(folder);
        FunctionFixture.until(() -> !process.isAlive(), "what was left ends");
    }

    @Test
    void aZipWithABootstrapRunsIt() throws Exception {
        Assumptions.assumeFalse(PathSearch.onPath("curl").isEmpty(), "this machine has no curl");
        String bootstrap = """
                #!/bin/sh
                api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
                while :; do
                    curl -sS --noproxy '*' -D "$TMPDIR/head" -o "$TMPDIR/body" "$api/invocation/next"
                    id=$(sed -n 's/^lambda-runtime-aws-request-id: *\\([^ \\r]*\\).*/\\1/Ip' "$TMPDIR/head")
                    echo "serving $id"
                    curl -sS --noproxy '*' -o /dev/null --data-binary "@$TMPDIR/body" "$api/invocation/$id/response"
                done
                """;
        Path zip = ZipFiles.withMode(folder.resolve("b.zip"), "bootstrap", bootstrap, "rwxr-xr-x");
        RunnableFunction function = ZipFiles.function(fixture, Spec.of("provided.al2023", "any"), zip);
        fixture.runner.require(function);
        FunctionResult result = fixture.invoke(function, "{\"v\":1}");
        assertThat(FunctionFixture.text(result)).isEqualTo("{\"v\":1}");
        assertThat(FunctionFixture.tail(result)).contains("serving ");
        Path other = ZipFiles.withMode(folder.resolve("c.zip"), "bootstrap", bootstrap, "rw-r--r--");
        assertThatThrownBy(() -> fixture.runner.require(ZipFiles.function(fixture, Spec.of("provided", "any"), other)))
                .hasMessageContaining("not executable");
        fixture.runner.require(new RunnableFunction(
                function.region(), "new", function.version(), function.configuration(), "", Optional.empty()));
    }

    @Test
    void aRuntimeThatIsNotHereIsSaidClearly() throws Exception {
        assertThatThrownBy(() ->
                        fixture.runner.require(fixture.function(Spec.of("python3.99", "a.b"), Map.of("a.py", ""))))
                .hasMessageContaining("needs Python 3.99 or later on this machine; found: 3.")
                .hasMessageContaining("Install it");
        assertThatThrownBy(
                        () -> fixture.runner.require(fixture.function(Spec.of("ruby3.3", "a.b"), Map.of("a.rb", ""))))
                .hasMessageContaining("'ruby3.3' is not supported");
    }
}
