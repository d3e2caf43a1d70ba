package io.millrace.backends.function;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionAccess;
import io.millrace.core.function.FunctionLog;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.function.FunctionStats;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.function.RuntimeApi;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Runs functions as processes of this machine that speak Lambda's Runtime API: started on demand, one call at a time
/// each, ended when idle, killed with all that they started when their time or memory is over. The thread that calls
/// waits for the function and then takes what it printed into its log.
///
/// A process that cannot load the function fails the one call that it was started for. One that is not ready after
/// [Limit#FUNCTION_INIT_SECONDS] is killed, and the call has the time of its own timeout for a second try.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html>
public final class ProcessRunner implements FunctionRunner {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long MEMORY_SAMPLE_NANOS = 1_000_000_000L;

    private final Ports ports;
    private final Commands commands;
    private final Scheduler scheduler;
    private final FunctionWatch watch;

    /// What the runner stands on.
    ///
    /// @param api where processes ask for work
    /// @param log takes what they print
    /// @param access asked once for each process
    /// @param random for the names of log streams
    public record Ports(
            RuntimeApi api,
            FunctionLog log,
            Supplier<FunctionAccess> access,
            InstantSource clock,
            RandomGenerator random) {}

    /// Kills what an earlier server left running in this folder.
    ///
    /// @param functions the folder of functions; one runner has it at a time
    /// @param code of the same folder
    /// @param user of the system as whom functions run
    /// @throws IllegalArgumentException when there is no such user, or the server may not become another
    public ProcessRunner(Path functions, LocalCode code, Ports ports, Optional<String> user) throws IOException {
        this(functions, code, ports, user, new Programs());
    }

    ProcessRunner(Path functions, LocalCode code, Ports ports, Optional<String> user, Programs programs)
            throws IOException {
        FunctionFolders folders = new FunctionFolders(functions.toAbsolutePath());
        RuntimeFiles files = new RuntimeFiles(folders.runtimes());
        this.ports = ports;
        // What an earlier server left running may stand on its layers.
        Launcher launcher = new Launcher(ports, folders, files, user.map(FunctionUser::find));
        ProcessTree.killMarked(launcher.ownerMark());
        this.commands = new Commands(programs, files, code, new LayerFolders(folders.layers(), code));
        int cores = Runtime.getRuntime().availableProcessors();
        this.scheduler = new Scheduler(ports.clock(), new Pools(ports.clock(), Pools.Bounds.of(cores), launcher));
        launcher.startsFor(scheduler, commands);
        this.watch = new FunctionWatch(scheduler);
        FunctionFolders.remove(folders.run());
        FunctionFolders.make(folders.run());
        watch.start();
    }

    @Override
    public void require(RunnableFunction function) {
        commands.require(function);
    }

    @Override
    public FunctionResult invoke(RunnableFunction function, Invocation invocation) throws InterruptedException {
        if (invocation.payload().length > Limit.FUNCTION_PAYLOAD_BYTES.value()) {
            throw new RequestException(
                    "RequestTooLargeException",
                    "Request must be smaller than " + Limit.FUNCTION_PAYLOAD_BYTES.value()
                            + " bytes for the InvokeFunction operation");
        }
        Call call = scheduler.admit(function, invocation);
        watch.wake();
        Outcome outcome;
        try {
            outcome = await(call);
        } catch (InterruptedException e) {
            scheduler.giveUp(call, new Outcome.Refused(new UnavailableException("The call was interrupted")));
            throw e;
        }
        if (outcome instanceof Outcome.Refused refused) {
            throw refused.why();
        }
        byte[] tail = collect(call, outcome);
        return switch (outcome) {
            case Outcome.Answered answered ->
                new FunctionResult(answered.payload(), Optional.empty(), function.version(), tail);
            case Outcome.Failed failed ->
                new FunctionResult(failed.error(), Optional.of("Unhandled"), function.version(), tail);
            case Outcome.Crashed crashed ->
                new FunctionResult(crashed.error(), Optional.of("Unhandled"), function.version(), tail);
            case Outcome.Refused refused -> throw refused.why();
        };
    }

    private Outcome await(Call call) throws InterruptedException {
        try {
            call.begun.get(Limit.FUNCTION_WAIT_SECONDS.value(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            scheduler.giveUp(call, new Outcome.Refused(Scheduler.throttled()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Never completed exceptionally", e);
        }
        int timeoutSeconds = call.function.configuration().timeoutSeconds();
        try {
            long endNanos = call.begunNanos + timeoutSeconds * 1_000_000_000L;
            return call.outcome.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String now = TIMESTAMP.format(ports.clock().instant());
            scheduler.giveUp(call, Outcome.timedOut(call.invocation.requestId(), timeoutSeconds, now));
            return call.outcome.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Never completed exceptionally", e);
        }
    }

    /// Takes what the call printed into the log, with Lambda's own lines around it.
    private byte[] collect(Call call, Outcome outcome) {
        FunctionProcess process = call.process;
        FunctionOutput output = process.output;
        process.sampleMemory(MEMORY_SAMPLE_NANOS);
        output.drain(true);
        if (outcome instanceof Outcome.Crashed crashed) {
            if (call.begunNanos == 0) {
                output.say(ReportLines.start(call.invocation.requestId(), call.function));
            }
            output.say(crashed.logLine());
        }
        output.say(ReportLines.end(call.invocation.requestId()));
        output.say(ReportLines.report(call, outcome, process.memoryBytes(), process.initMillis()));
        byte[] tail = output.endCall();
        scheduler.collected(call);
        return tail;
    }

    @Override
    public void retire(String region, String name) {
        scheduler.retire(region, name);
    }

    /// What each function's processes do and did, ordered by region and name.
    public List<FunctionStats> stats() {
        return scheduler.stats();
    }

    @Override
    public void close() {
        List<FunctionProcess> all = scheduler.processes();
        scheduler.close();
        long end = System.nanoTime() + 2 * Limit.FUNCTION_STOP_MILLIS.value() * 1_000_000L;
        for (FunctionProcess process : all) {
            process.awaitEnd(end - System.nanoTime());
        }
        watch.close();
    }
}
