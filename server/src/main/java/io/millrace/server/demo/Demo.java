package io.millrace.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;

/// Sends clicks to a server and watches them arrive, all through the API that any client uses.
///
/// One thread.
public final class Demo {
    public static final String BUCKET = "demo-bucket";
    public static final String STREAM = "clicks";

    private static final int BATCH_RECORDS = 100;
    private static final int INTERVAL_SECONDS = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final long LOOK_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AwsCalls aws;
    private final Progress progress;
    private final long pauseMillis;
    private int sent;

    /// @param terminal whether the output may be overwritten; the clicks are then sent slowly enough to watch
    public Demo(AwsCalls aws, PrintWriter out, boolean terminal) {
        this.aws = aws;
        this.progress = new Progress(out, terminal);
        this.pauseMillis = terminal ? 30 : 0;
    }

    /// Makes a bucket and a delivery stream, sends, waits for the last object, and checks.
    ///
    /// @throws IOException when a call is refused or the clicks do not arrive in time
    public Delivered run(List<Click> clicks) throws IOException, InterruptedException {
        aws.createBucket(BUCKET);
        aws.createDeliveryStream(STREAM, BUCKET, INTERVAL_SECONDS);
        for (int from = 0; from < clicks.size(); from += BATCH_RECORDS) {
            List<Click> batch = clicks.subList(from, Math.min(clicks.size(), from + BATCH_RECORDS));
            aws.putRecordBatch(STREAM, batch.stream().map(Click::json).toList());
            sent += batch.size();
            look(false);
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
        awaitDelivery();
        progress.end();
        return Delivered.check(aws, BUCKET, clicks);
    }

    private void awaitDelivery() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode stream = look(false);
        while (stream.path("delivered").asLong() < sent) {
            if (System.nanoTime() > end) {
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
        JsonNode stream =
                JSON.readTree(aws.get("/_millrace/status")).path("streams").path(0);
        if (show || progress.isDue()) {
            progress.show(
                    sent,
                    stream.path("recordsIn").asLong(),
                    stream.path("delivered").asLong(),
                    stream.path("objects").asLong());
        }
        return stream;
    }

    /// Made-up clicks, the same each time but for their hour.
    public static List<Click> madeUpClicks(int count, Instant from) {
        return Visitors.clicks(
                count, RandomGeneratorFactory.of("L64X128MixRandom").create(1), from);
    }

    /// The clicks of an access log.
    public static List<Click> clicksOf(Path accessLog) throws IOException {
        return ApacheLog.read(accessLog);
    }
}
