package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.stage.Stage;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.format.Column;
import io.millrace.core.format.Formats;
import io.millrace.core.format.TestFormats;
import io.millrace.core.log.EventLog;
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
    private static final int PEACE_STEPS_MAX = 800;
    private static final int BIG_RECORD_BYTES = 300_000;
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)(?:,\"new\":null)?(?:,\"p\":\"(\\w+)\")?");
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

    private static final String CONVERSION = """
            'DataFormatConversionConfiguration': {
            'SchemaConfiguration': {'RoleARN': 'r', 'DatabaseName': 'db', 'TableName': 'clicks'},
            'InputFormatConfiguration': {'Deserializer': {'OpenXJsonSerDe': {}}},
            'OutputFormatConfiguration': {'Serializer': {'ParquetSerDe': {}}}}""";
    private static final List<String> CONVERTED = List.of(
            "'BufferingHints': {'SizeInMBs': 64, 'IntervalInSeconds': 0}, 'ErrorOutputPrefix': 'e/', " + CONVERSION,
            "'BufferingHints': {'SizeInMBs': 64, 'IntervalInSeconds': 60}, 'ErrorOutputPrefix': 'e/', " + CONVERSION,
            MINUTE + ", 'Prefix': 'plain/', 'ErrorOutputPrefix': 'e/'");
    private static final List<String> CONVERTED_PARTITIONED = List.of(TestStreams.PARTITIONED + ", " + CONVERSION);

    private static final String LAMBDA = "{'Type': 'Lambda', 'Parameters': [{'ParameterName': 'LambdaArn',"
            + " 'ParameterValue': 'arn:aws:lambda:eu-west-1:000000000000:function:fickle'}]}";
    private static final String NO_RETRY =
            LAMBDA.replace("}]}", "}, {'ParameterName': 'NumberOfRetries', 'ParameterValue': '0'}]}");
    private static final String SMALL_BATCHES =
            LAMBDA.replace("}]}", "}, {'ParameterName': 'BufferSizeInMBs', 'ParameterValue': '0.2'}]}");
    private static final String DE_AGGREGATION = "{'Type': 'RecordDeAggregation', 'Parameters':"
            + " [{'ParameterName': 'SubRecordType', 'ParameterValue': 'JSON'}]}";
    private static final String PREFIXES = ", 'Prefix': 'd/', 'ErrorOutputPrefix': 'e/', ";
    private static final List<String> TRANSFORMED = List.of(
            ZERO + PREFIXES + processing(LAMBDA),
            MINUTE + PREFIXES + processing(LAMBDA),
            ZERO + PREFIXES + processing(SMALL_BATCHES),
            MINUTE + PREFIXES + processing(NO_RETRY + "," + DE_AGGREGATION),
            ZERO + ", 'Prefix': 'plain/', 'ErrorOutputPrefix': 'e/'");
    private static final List<String> PARTITIONED_BY_FUNCTION = List.of("""
            'Prefix': 'l=!{partitionKeyFromLambda:l}/', 'ErrorOutputPrefix': 'e/!{firehose:error-output-type}/',
            'BufferingHints': {'SizeInMBs': 64, 'IntervalInSeconds': 60},
            'DynamicPartitioningConfiguration': {'Enabled': true},""" + processing(LAMBDA));

    /// The process is gone, in the middle of what it did.
    static final class Crash extends Error {
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
    private final FickleFunction function;
    private final TestFormats catalog = new TestFormats();
    private final Formats formats = catalog.wired();
    private Lane lane;
    private Stage input;
    private Stage output;
    private boolean clientAppends;
    private int crashes;

    private static final class MutableClock implements InstantSource {
        private Instant now = TestStreams.START;

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static String processing(String processors) {
        return "'ProcessingConfiguration': {'Enabled': true, 'Processors': [" + processors + "]}";
    }

    Schedule(RandomGenerator random) {
        this.random = random;
        destinations = List.of(
                        PLAIN,
                        PLAIN,
                        PARTITIONED,
                        TRANSFORMED,
                        TRANSFORMED,
                        PARTITIONED_BY_FUNCTION,
                        CONVERTED,
                        CONVERTED_PARTITIONED)
                .get(random.nextInt(8));
        troubleRate = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.15);
        bigRecords = random.nextInt(10) == 0;
        stream = TestStreams.stream(destinations.get(random.nextInt(destinations.size())));
        store.createBucket(TestStreams.BUCKET);
        store.aroundCalls((call, effect) -> trouble(effect));
        log.aroundCheckpoints(this::trouble);
        log.aroundAppends(this::appendTrouble);
        function = new FickleFunction(random, troubleRate);
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
        catalog.put("clicks", new Column("id", "int"), new Column("p", "string"));
        function.peace();
        settle();
        account();
    }

    private void start() {
        log.pollRecordsMax(1 + random.nextInt(50));
        // Calls are made at once, on this thread: a seed has one course.
        DeliveryPorts ports = new DeliveryPorts(
                store,
                clock,
                random,
                () -> new UUID(random.nextLong(), random.nextLong()),
                function,
                Runnable::run,
                formats);
        lane = new Lane(LaneStreams.ofPut(stream.logStream()), log, () -> stream, ports);
        input = null;
        output = null;
    }

    private void step() throws InterruptedException {
        try {
            if (input == null || input.isOver()) {
                input = lane.openInput();
            }
            if (output == null) {
                output = lane.openOutput();
            }
            (random.nextBoolean() ? input : output).step(Duration.ZERO);
        } catch (Crash e) {
            crashes++;
            start();
        } catch (UnavailableException | RequestException e) {
            // What a runner does when a stage cannot be opened.
            start();
        }
    }

    private void change() {
        if (random.nextInt(4) == 0) {
            changeTable();
            return;
        }
        if (random.nextInt(3) == 0) {
            String members = destinations.get(random.nextInt(destinations.size()));
            stream = stream.withDestination(TestStreams.destination(members), clock.now, 0);
        }
    }

    /// Another version of the table, or none: batches that are begun from then on notice.
    private void changeTable() {
        Column id = new Column("id", "int");
        switch (random.nextInt(3)) {
            case 0 -> catalog.remove("clicks");
            case 1 -> catalog.put("clicks", id, new Column("p", "string"));
            default -> catalog.put("clicks", id, new Column("new", "string"), new Column("p", "string"));
        }
    }

    private void settle() throws InterruptedException {
        for (int i = 0; i < PEACE_STEPS_MAX; i++) {
            step();
            clock.now = clock.now.plusSeconds(10);
            if (isDone(stream.logStream()) && isDone(lane.streams().output())) {
                return;
            }
        }
        throw new AssertionError("not all is delivered after " + PEACE_STEPS_MAX + " steps in peace: " + input.pause());
    }

    private boolean isDone(String logStream) {
        EventLog view = log;
        return log.checkpoint(logStream, Lane.CONSUMER).position()
                == view.extent(logStream).endOffset();
    }

    /// An append that fails has left nothing; only a crash may come after it.
    private void appendTrouble(Runnable effect) {
        boolean trouble = !peace && !clientAppends && random.nextDouble() < troubleRate;
        if (trouble && random.nextInt(3) == 0) {
            throw new UnavailableException("disk full");
        }
        if (!trouble || random.nextBoolean()) {
            effect.run();
        }
        if (trouble) {
            throw new Crash();
        }
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
        clientAppends = true;
        log.append(stream.logStream(), records).join();
        clientAppends = false;
    }

    private String record() {
        if (destinations == PLAIN || destinations == TRANSFORMED) {
            return one() + (bigRecords && random.nextInt(4) == 0 ? "x".repeat(BIG_RECORD_BYTES) : "");
        }
        if (destinations == CONVERTED && random.nextInt(8) == 0) {
            // Not of the table's types, or no JSON: all of it goes to an error object.
            return one() + (random.nextBoolean() ? "{\"id\":\"x\"}" : "nonsense");
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
                if (destinations == PARTITIONED || destinations == CONVERTED_PARTITIONED) {
                    assertThat(ids.group(2) == null).as("%d in %s", id, key).isEqualTo(error);
                    assertThat(error || key.contains("p=" + ids.group(2) + "/")).isTrue();
                }
            }
        });
        appended.stream().filter(id -> !seen.containsKey(id)).forEach(id -> assertThat(function.dropped())
                .as("neither delivered nor dropped")
                .contains(id));
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
