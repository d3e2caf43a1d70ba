package io.millrace.backends.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.FunctionAccess;
import io.millrace.core.function.FunctionLog;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionStats;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A runner with a Runtime API, a log in memory, and what it takes to make functions for it.
final class FunctionFixture implements AutoCloseable {
    /// Looked for once: some are asked what they are.
    static final Programs PROGRAMS = new Programs();

    static final String REGION = "eu-west-1";

    final Path folder;
    final LocalCode code;
    final ProcessRunner runner;
    final TestRuntimeApi api = new TestRuntimeApi();

    /// How far the runner's clock is ahead of the machine's.
    volatile Duration ahead = Duration.ZERO;

    final MemoryFunctionLog log = new MemoryFunctionLog();

    /// Whether this machine can run a language.
    static boolean has(String runtime) {
        try {
            return PROGRAMS.find(RuntimeName.parse(runtime)) != null;
        } catch (RequestException e) {
            return false;
        }
    }

    FunctionFixture(Path folder) throws IOException {
        this(folder, Optional.empty());
    }

    FunctionFixture(Path folder, Optional<String> user) throws IOException {
        this.folder = folder.resolve("functions");
        this.code = new LocalCode(this.folder);
        Path authorities = Files.writeString(folder.resolve("authorities.pem"), "");
        FunctionAccess access = new FunctionAccess(
                "http://127.0.0.1:4566",
                "http://127.0.0.1:4567",
                authorities,
                authorities,
                folder.resolve("trust.p12"),
                new FunctionAccess.Credentials("KEY", "SECRET", "TOKEN"));
        this.runner = new ProcessRunner(
                this.folder,
                code,
                new ProcessRunner.Ports(
                        api, log, () -> access, () -> Instant.now().plus(ahead), new Random()),
                user,
                PROGRAMS);
    }

    /// A function under construction.
    record Spec(
            String name,
            String runtime,
            String handler,
            int timeoutSeconds,
            int memoryMegabytes,
            Optional<Integer> concurrencyMax,
            Map<String, String> environment) {
        static Spec of(String runtime, String handler) {
            return new Spec("f", runtime, handler, 20, 256, Optional.empty(), Map.of());
        }

        Spec timeout(int seconds) {
            return new Spec(name, runtime, handler, seconds, memoryMegabytes, concurrencyMax, environment);
        }

        Spec memory(int megabytes) {
            return new Spec(name, runtime, handler, timeoutSeconds, megabytes, concurrencyMax, environment);
        }

        Spec concurrency(int most) {
            return new Spec(name, runtime, handler, timeoutSeconds, memoryMegabytes, Optional.of(most), environment);
        }

        Spec with(Map<String, String> variables) {
            return new Spec(name, runtime, handler, timeoutSeconds, memoryMegabytes, concurrencyMax, variables);
        }

        Spec named(String other) {
            return new Spec(other, runtime, handler, timeoutSeconds, memoryMegabytes, concurrencyMax, environment);
        }
    }

    RunnableFunction function(Spec spec, Map<String, String> files) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return functionOf(spec, bytes);
    }

    RunnableFunction functionOf(Spec spec, Map<String, byte[]> files) throws IOException {
        String sha256 = code.put(new ByteArrayInputStream(zip(files))).sha256();
        FunctionConfiguration configuration = new FunctionConfiguration(
                spec.runtime(),
                spec.handler(),
                "arn:aws:iam::000000000000:role/r",
                "",
                spec.timeoutSeconds(),
                spec.memoryMegabytes(),
                spec.environment(),
                Optional.empty(),
                JsonNodeFactory.instance.objectNode());
        return new RunnableFunction(
                REGION, spec.name(), RunnableFunction.LATEST, configuration, sha256, spec.concurrencyMax());
    }

    RunnableFunction python(String source) throws IOException {
        return function(Spec.of("python3.9", "main.handler"), Map.of("main.py", source));
    }

    RunnableFunction node(String source) throws IOException {
        return function(Spec.of("nodejs18.x", "index.handler"), Map.of("index.js", source));
    }

    static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Invocation invocation(RunnableFunction function, String payload) {
        return Invocation.of(
                UUID.randomUUID().toString(), function.functionArn(), payload.getBytes(StandardCharsets.UTF_8));
    }

    FunctionResult invoke(RunnableFunction function, String payload) throws InterruptedException {
        return runner.invoke(function, invocation(function, payload));
    }

    /// What the function returned, as text.
    String call(RunnableFunction function, String payload) throws InterruptedException {
        return text(invoke(function, payload));
    }

    static String text(FunctionResult result) {
        return new String(result.payload(), StandardCharsets.UTF_8);
    }

    static String tail(FunctionResult result) {
        return new String(result.logTail(), StandardCharsets.UTF_8);
    }

    FunctionStats stats(String name) {
        return runner.stats().stream()
                .filter(stats -> stats.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Polls until something holds.
    static void until(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Still not so after 20 seconds: " + what);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        runner.close();
    }

    /// Keeps all that is logged.
    static final class MemoryFunctionLog implements FunctionLog {
        record Entry(String group, String stream, Line line) {}

        final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();
        volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> append(String region, String group, String stream, List<Line> events) {
            events.forEach(line -> entries.add(new Entry(group, stream, line)));
            return answer;
        }

        List<String> messages() {
            return entries.stream().map(entry -> entry.line().message()).toList();
        }
    }
}
