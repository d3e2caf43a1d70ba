package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One seeded run of a delivery against a log, a store and a clock that misbehave; then peace, then the accounts.
final class Schedule {
    private static final int ACTIONS = 60;
    private static final int PEACE_STEPS_MAX = 400;
    private static final int BIG_RECORD_BYTES = 300_000;
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)(?:,\"p\":\"(\\w+)\")?");
    private static final Pattern RAW = Pattern.compile("\"rawData\":\"([^\"]*)\"");
    private static final String ZERO = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}";
    private static final String MINUTE = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 60}";
    private static final List<String> PLAIN = List.of(
            ZERO,
            MINUTE,
            MINUTE + ", 'CompressionFormat': 'GZIP', 'Prefix': 'gz/'",
            ZERO + ", 'CompressionFormat': 'ZIP', 'Prefix': 'zip/'",
            MINUTE + ", 'CompressionFormat': 'Snappy', 'Prefix': 's/!{firehose:random-string}/', "
                    + "'ErrorOutputPrefix': 'e/!{firehose:error-output-type}/'",
            MINUTE + ", 'CompressionFormat': 'HADOOP_SNAPPY', 'CustomTimeZone': 'Asia/Tokyo'");
    private static final List<String> PARTITIONED = List.of(
            TestStreams.PARTITIONED,
            TestStreams.PARTITIONED.replace("'p=!", "'!{timestamp:HH}/p=!"),
            TestStreams.PARTITIONED + ", 'CompressionFormat': 'GZIP'");

    /// The process is gone, in the middle of what it did.
    private static final class Crash extends Error {
        Crash() {
            super("crash", null, false, false);
        }
    }

    private final RandomGenerator random;
    private final List<String> destinations;
    private final MutableClock clock = new MutableClock();
    private final MemoryLog log = new MemoryLog(clock);
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final List<Integer> appended = new ArrayList<>();
    private final double troubleRate;
    private final boolean bigRecords;
    private boolean peace;
    private DeliveryStream stream;
    private Delivery delivery;
    private LogReader reader;
    private int crashes;

    private static final class MutableClock implements InstantSource {
        private Instant now = TestStreams.START;

        @Override
        public Instant instant() {
            return now;
        }
    }

    Schedule(RandomGenerator random) {
        this.random = random;
        destinations = random.nextInt(3) == 0 ? PARTITIONED : PLAIN;
        troubleRate = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.15);
        bigRecords = random.nextInt(10) == 0;
        stream = TestStreams.stream(destinations.get(random.nextInt(destinations.size())));
        store.createBucket(TestStreams.BUCKET);
        store.aroundCalls((call, effect) -> trouble(effect));
        log.aroundCheckpoints(this::trouble);
        log.pollRecordsMax(1 + random.nextInt(50));
    }

    /// How often the process died.
    int crashes() {
        return crashes;
    }

    void run() throws InterruptedException {
        start();
        for (int i = 0; i < ACTIONS; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> append();
                case 3 -> clock.now = clock.now.plusMillis(random.nextLong(40_000));
                case 4 -> change();
                default -> step();
            }
            if (random.nextInt(25) == 0) {
                start();
            }
        }
        peace = true;
        settle();
        account();
    }

    private void start() {
        log.pollRecordsMax(1 + random.nextInt(50));
        reader = log.reader(stream.logStream(), DeliveryRunner.CONSUMER);
        DeliveryPorts ports =
                new DeliveryPorts(store, clock, random, () -> new UUID(random.nextLong(), random.nextLong()));
        delivery = new Delivery(reader, () -> stream, ports, new DeliveryProgress());
    }

    private void step() throws InterruptedException {
        try {
            delivery.step(Duration.ZERO);
        } catch (Crash e) {
            crashes++;
            start();
        }
    }

    private void change() {
        if (random.nextInt(3) == 0) {
            String members = destinations.get(random.nextInt(destinations.size()));
            stream = stream.withDestination(TestStreams.destination(members), clock.now);
        }
    }

    private void settle() throws InterruptedException {
        EventLog view = log;
        for (int i = 0; i < PEACE_STEPS_MAX; i++) {
            step();
            clock.now = clock.now.plusSeconds(10);
            if (log.checkpoint(stream.logStream(), DeliveryRunner.CONSUMER).position()
                    == view.extent(stream.logStream()).endOffset()) {
                return;
            }
        }
        throw new AssertionError("not all is delivered after " + PEACE_STEPS_MAX + " steps in peace");
    }

    private void trouble(Runnable effect) {
        if (peace || random.nextDouble() >= troubleRate) {
            effect.run();
            return;
        }
        boolean done = random.nextBoolean();
        if (done) {
            effect.run();
        }
        if (random.nextInt(3) == 0) {
            throw new Crash();
        }
        if (random.nextInt(3) == 0) {
            throw new RequestException("NoSuchBucket", "gone");
        }
        throw new UnavailableException("no answer");
    }

    private void append() {
        List<byte[]> records = new ArrayList<>();
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            records.add(record().getBytes(StandardCharsets.UTF_8));
        }
        log.append(stream.logStream(), records).join();
    }

    private String record() {
        if (destinations == PLAIN) {
            return one() + (bigRecords && random.nextInt(4) == 0 ? "x".repeat(BIG_RECORD_BYTES) : "");
        }
        return switch (random.nextInt(8)) {
            case 0 -> one() + one();
            case 1 -> "{\"id\":%d}".formatted(nextId());
            case 2 -> "[{\"id\":%d}]".formatted(nextId());
            default -> one();
        };
    }

    private String one() {
        return "{\"id\":%d,\"p\":\"%s\"}".formatted(nextId(), "abc".charAt(random.nextInt(3)));
    }

    private int nextId() {
        appended.add(appended.size());
        return appended.getLast();
    }

    private void account() {
        assertThat(store.rewrites()).as("keys with two contents").isEmpty();
        Map<Integer, String> seen = new HashMap<>();
        store.contents(TestStreams.BUCKET).forEach((key, content) -> {
            boolean error = key.startsWith("e/");
            String text = new String(Inflate.inflate(key, content), StandardCharsets.UTF_8);
            Matcher ids = ID.matcher(error ? decoded(text) : text);
            int last = -1;
            while (ids.find()) {
                int id = Integer.parseInt(ids.group(1));
                assertThat(id).as("order in %s", key).isGreaterThan(last);
                assertThat(seen.put(id, key)).as("%d, again in %s", id, key).isNull();
                last = id;
                if (destinations == PARTITIONED) {
                    assertThat(ids.group(2) == null).as("%d in %s", id, key).isEqualTo(error);
                    assertThat(error || key.contains("p=" + ids.group(2) + "/")).isTrue();
                }
            }
        });
        assertThat(seen.keySet()).as("delivered").containsExactlyInAnyOrderElementsOf(appended);
    }

    private static String decoded(String lines) {
        StringBuilder all = new StringBuilder();
        Matcher raw = RAW.matcher(lines);
        while (raw.find()) {
            all.append(new String(Base64.getDecoder().decode(raw.group(1)), StandardCharsets.UTF_8));
        }
        return all.toString();
    }
}
