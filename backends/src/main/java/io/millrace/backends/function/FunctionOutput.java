package io.millrace.backends.function;

import io.millrace.core.function.FunctionLog;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.limit.Limit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one process prints, on its way from its pipe to the function's log. Nothing here waits: a drain takes what lies
/// in the pipe. While more than [Limit#FUNCTION_LOG_PENDING_BYTES] are on their way, nothing is taken, and the process
/// waits in its prints.
///
/// Any thread.
final class FunctionOutput {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionOutput.class);
    private static final int DRAIN_BYTES = 1 << 20;
    private static final int LINE_BYTES = Limit.FUNCTION_LOG_LINE_BYTES.intValue();

    private final FunctionLog log;
    private final InstantSource clock;
    private final RunnableFunction function;
    private final String stream;
    private final AtomicLong pendingBytes = new AtomicLong();
    private final byte[] buffer = new byte[16 << 10];
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final LogTail tail = new LogTail();
    private List<FunctionLog.Line> batch = new ArrayList<>();
    private int batchBytes;
    private InputStream in = InputStream.nullInputStream();
    private boolean failureSaid;

    FunctionOutput(FunctionLog log, InstantSource clock, RunnableFunction function, String stream) {
        this.log = log;
        this.clock = clock;
        this.function = function;
        this.stream = stream;
    }

    synchronized void attach(InputStream output) {
        in = output;
    }

    /// Takes what was printed, up to a bound.
    ///
    /// @param always also when much is on its way: for the little that ends a call
    /// @return whether there may be more
    synchronized boolean drain(boolean always) {
        if (!always && pendingBytes.get() > Limit.FUNCTION_LOG_PENDING_BYTES.value()) {
            return false;
        }
        int taken = 0;
        try {
            for (int there = in.available(); there > 0 && taken < DRAIN_BYTES; there = in.available()) {
                int count = in.read(buffer, 0, Math.min(there, buffer.length));
                if (count <= 0) {
                    break;
                }
                split(count);
                taken += count;
            }
        } catch (IOException e) {
            // The process has just ended, and its pipe is being replaced by what was left in it.
        }
        send();
        return taken >= DRAIN_BYTES;
    }

    /// One or more lines of ours; what was printed without a line end becomes a line before them.
    synchronized void say(String lines) {
        endLine();
        lines.lines().forEach(this::add);
    }

    /// Sends all that is there.
    synchronized void flush() {
        endLine();
        send();
    }

    /// Sends all that is there.
    ///
    /// @return the end of what was logged since the last call
    synchronized byte[] endCall() {
        flush();
        return tail.take();
    }

    private void split(int count) {
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (buffer[at] == '\n') {
                keep(from, at);
                endLine();
                from = at + 1;
            }
        }
        keep(from, count);
    }

    private void keep(int from, int to) {
        int at = from;
        while (partial.size() + to - at > LINE_BYTES) {
            int cut = at + LINE_BYTES - partial.size();
            partial.write(buffer, at, cut - at);
            at = cut;
            endLine();
        }
        partial.write(buffer, at, to - at);
    }

    private void endLine() {
        if (partial.size() > 0) {
            String line = partial.toString(StandardCharsets.UTF_8);
            partial.reset();
            add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
    }

    /// What is not UTF-8 has grown when it was read, and may be over the bound of a line then.
    private void add(String line) {
        int bytes = line.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LINE_BYTES) {
            int half = line.length() / 2;
            add(line.substring(0, half));
            add(line.substring(half));
            return;
        }
        if (!line.isEmpty()) {
            if (batchBytes + bytes > Limit.LOGS_APPEND_BYTES.value()) {
                send();
            }
            batch.add(new FunctionLog.Line(clock.millis(), line));
            batchBytes += bytes;
            tail.add(line);
        }
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        List<FunctionLog.Line> lines = batch;
        int bytes = batchBytes;
        batch = new ArrayList<>();
        batchBytes = 0;
        pendingBytes.addAndGet(bytes);
        CompletableFuture<Void> unused = log.append(function.region(), function.logGroup(), stream, lines)
                .whenComplete((kept, failure) -> {
                    pendingBytes.addAndGet(-bytes);
                    if (failure != null) {
                        sayFailure(failure);
                    }
                });
    }

    private synchronized void sayFailure(Throwable failure) {
        if (!failureSaid) {
            failureSaid = true;
            LOG.warn("Output of the function {} could not be kept in its log: {}", function.name(), failure.toString());
        }
    }
}
