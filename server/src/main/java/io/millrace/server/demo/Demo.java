package io.millrace.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGeneratorFactory;

/// Puts clicks to the stack of the demo, each by a request of its own as a browser would, and watches them arrive.
///
/// One thread.
public final class Demo {
    private static final int VISITORS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AwsCalls aws;
    private final DemoStack stack;
    private final Progress progress;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();

    /// @param terminal whether the output may be overwritten
    public Demo(AwsCalls aws, DemoStack stack, PrintWriter out, boolean terminal) {
        this.aws = aws;
        this.stack = stack;
        this.progress = new Progress(out, terminal);
    }

    /// Sends all clicks, waits for the last object, and checks.
    ///
    /// @throws IOException when a click is refused, or they do not arrive in time
    public Delivered run(List<Click> clicks) throws IOException, InterruptedException {
        send(clicks);
        awaitDelivery(clicks.size());
        progress.end();
        return Delivered.check(aws, stack.bucket(), clicks);
    }

    private void send(List<Click> clicks) throws IOException, InterruptedException {
        try (ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                all.add(visitors.submit(() -> visit(clicks)));
            }
            for (Future<Void> visitor : all) {
                while (!visitor.isDone()) {
                    look(false);
                    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
                visitor.get();
            }
        } catch (ExecutionException e) {
            progress.end();
            throw new IOException("A click was not taken: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private Void visit(List<Click> clicks) throws IOException, InterruptedException {
        int next = begun.getAndIncrement();
        while (next < clicks.size()) {
            aws.put(stack.clicksUrl(), clicks.get(next).json());
            taken.incrementAndGet();
            next = begun.getAndIncrement();
        }
        return null;
    }

    private void awaitDelivery(int sent) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode stream = look(false);
        while (stream.path("delivered").asLong() < sent) {
            if (System.nanoTime() - end > 0) {
                progress.end();
                throw new IOException("Only " + stream.path("delivered").asLong() + " of " + sent
                        + " clicks were delivered within " + PATIENCE.toSeconds() + " s; last error: "
                        + stream.path("lastError").asText("none"));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            stream = look(false);
        }
        look(true);
    }

    private JsonNode look(boolean show) throws IOException, InterruptedException {
        JsonNode streams = JSON.readTree(aws.get("/_millrace/status")).path("streams");
        for (JsonNode stream : streams) {
            if (stream.path("name").asText().equals(stack.stream())) {
                if (show || progress.isDue()) {
                    progress.show(
                            taken.get(),
                            stream.path("function").path("calls").asLong(),
                            stream.path("delivered").asLong(),
                            stream.path("objects").asLong());
                }
                return stream;
            }
        }
        throw new IOException("Delivery stream " + stack.stream() + " is gone");
    }

    /// Made-up clicks, the same each time.
    public static List<Click> madeUpClicks(int count) {
        return Visitors.clicks(
                count, RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    }

    /// The clicks of an access log.
    public static List<Click> clicksOf(Path accessLog) throws IOException {
        return ApacheLog.read(accessLog);
    }
}
