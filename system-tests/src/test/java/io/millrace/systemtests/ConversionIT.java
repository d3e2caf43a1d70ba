package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Records that become rows of Parquet and ORC files: those that fit once each, the others with the reason in an error
/// object, also while the program is killed.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class ConversionIT {
    private static final List<String> COLUMNS = List.of("id string", "n int");
    private static final Pattern ID = Pattern.compile("id-\\d{6}");
    private static final int BATCH = 20;
    private static final int WRITERS = 2;
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicBoolean loading = new AtomicBoolean();

    private MillraceProcess server;
    private Estate estate;
    private CatalogTables tables;

    @BeforeEach
    void start() {
        server = new MillraceProcess(folder.resolve("data")).start();
        estate = new Estate(server);
        tables = new CatalogTables(estate, "converted", "converted");
        tables.table("clicks", CatalogTables.PARQUET, COLUMNS, List.of());
        tables.table("orders", CatalogTables.ORC, COLUMNS, List.of());
    }

    @AfterEach
    void stop() {
        estate.close();
        server.close();
    }

    @Test
    void whatDoesNotFitGoesToAnErrorObjectWithItsReasonAndTheRestIsConverted() throws Exception {
        tables.converting("clicks", false);
        tables.converting("orders", true);
        for (String stream : List.of("clicks", "orders")) {
            tables.put(
                    stream,
                    record(1),
                    "no JSON",
                    record(2),
                    "{\"id\":\"id-000003\",\"n\":\"three\"}",
                    "[1]",
                    record(4));
            tables.awaitObject(stream + "/");
            String failed = "errors/" + stream + "/format-conversion-failed/";
            assertThat(Poll.until(() -> errors(failed).size() == 3)).isTrue();
            assertThat(errors(failed)).allSatisfy(line -> assertThat(line)
                    .contains("\"lastErrorCode\":\"DataFormatConversion.", "\"lastErrorMessage\":\"")
                    .doesNotContain("\"lastErrorMessage\":\"\""));
            for (String bad : List.of("no JSON", "{\"id\":\"id-000003\",\"n\":\"three\"}", "[1]")) {
                assertThat(errors(failed))
                        .filteredOn(line -> line.contains(base64(bad)))
                        .hasSize(1);
            }
        }
        try (ClickFiles files = new ClickFiles(server, "converted")) {
            assertThat(files.query("SELECT id, n FROM " + parquet(files) + " ORDER BY ALL"))
                    .containsExactly("id-000001|1", "id-000002|2", "id-000004|4");
            assertThat(orcIds(files)).containsExactly("id-000001", "id-000002", "id-000004");
        }
    }

    @Test
    void eachAcknowledgedRecordIsARowOnceThroughKills() throws Exception {
        tables.converting("clicks", false);
        tables.converting("orders", true);
        Random random = new Random(Long.getLong("millrace.seed", System.nanoTime()));
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            List<Thread> writers = load(acknowledged);
            LockSupport.parkNanos((100 + random.nextInt(900)) * 1_000_000L);
            server.kill();
            loading.set(false);
            for (Thread writer : writers) {
                writer.join();
            }
            server.start();
        }
        // What was put last is delivered last: behind it nothing more comes.
        tables.put("clicks", record(999_999));
        tables.put("orders", record(999_999));
        acknowledged.add("id-999999");
        try (ClickFiles files = new ClickFiles(server, "converted")) {
            assertThat(Poll.until(() -> parquetIds(files).containsAll(acknowledged)
                            && orcIds(files).containsAll(acknowledged)))
                    .isTrue();
            assertThat(parquetIds(files)).doesNotHaveDuplicates();
            assertThat(orcIds(files)).doesNotHaveDuplicates();
            assertThat(tables.keys("errors/")).isEmpty();
            System.out.println("ConversionIT: " + acknowledged.size() + " records through " + KILLS + " kills");
        }
    }

    @Test
    void aTemplateMaySayWithEmptyMapsThatTheDefaultsAreMeant() throws Exception {
        estate.stacks.createStack(r -> r.stackName("clicks").templateBody("""
                Resources:
                  Stream:
                    Type: AWS::KinesisFirehose::DeliveryStream
                    Properties:
                      DeliveryStreamName: clicks
                      ExtendedS3DestinationConfiguration:
                        BucketARN: arn:aws:s3:::converted
                        RoleARN: arn:aws:iam::000000000000:role/test
                        Prefix: clicks/
                        ErrorOutputPrefix: errors/
                        BufferingHints: {SizeInMBs: 64, IntervalInSeconds: 0}
                        DataFormatConversionConfiguration:
                          Enabled: true
                          SchemaConfiguration:
                            DatabaseName: converted
                            TableName: clicks
                            RoleARN: arn:aws:iam::000000000000:role/test
                          InputFormatConfiguration: {Deserializer: {OpenXJsonSerDe: {}}}
                          OutputFormatConfiguration: {Serializer: {ParquetSerDe: {}}}
                """));
        estate.stacks.waiter().waitUntilStackCreateComplete(r -> r.stackName("clicks"));
        tables.put("clicks", record(7));
        tables.awaitObject("clicks/");
        try (ClickFiles files = new ClickFiles(server, "converted")) {
            assertThat(parquetIds(files)).containsExactly("id-000007");
        }
    }

    private List<Thread> load(Set<String> acknowledged) {
        loading.set(true);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(Thread.ofVirtual().start(() -> write(acknowledged)));
        }
        return writers;
    }

    /// An id is acknowledged when both streams took it.
    private void write(Set<String> acknowledged) {
        try {
            while (loading.get()) {
                List<Integer> batch = IntStream.range(0, BATCH)
                        .mapToObj(i -> ids.incrementAndGet())
                        .toList();
                List<String> lines = batch.stream().map(ConversionIT::record).toList();
                if (Streams.put(server, "clicks", lines).statusCode() == 200
                        && Streams.put(server, "orders", lines).statusCode() == 200) {
                    batch.forEach(id -> acknowledged.add("id-%06d".formatted(id)));
                }
            }
        } catch (UncheckedIOException killed) {
            // Neither here nor there is its last batch counted.
        }
    }

    private static String record(int id) {
        return "{\"id\":\"id-%06d\",\"n\":%d}".formatted(id, id);
    }

    private static String base64(String record) {
        return "\"rawData\":\"" + Base64.getEncoder().encodeToString((record + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private List<String> errors(String prefix) {
        return tables.keys(prefix).stream()
                .flatMap(key -> estate.s3
                        .getObjectAsBytes(r -> r.bucket("converted").key(key))
                        .asUtf8String()
                        .lines())
                .toList();
    }

    private String parquet(ClickFiles files) {
        return "read_parquet(['"
                + String.join(
                        "','",
                        files.keys("clicks/").stream()
                                .map(key -> file(key).toString())
                                .toList())
                + "'])";
    }

    private Path file(String key) {
        return server.data().resolve("objects/converted").resolve(key);
    }

    private List<String> parquetIds(ClickFiles files) {
        return files.keys("clicks/").isEmpty() ? List.of() : files.query("SELECT id FROM " + parquet(files));
    }

    /// Of all rows; a file's texts must be as many as its rows.
    private List<String> orcIds(ClickFiles files) {
        List<String> all = new ArrayList<>();
        for (String key : files.keys("orders/")) {
            OrcFile orc = OrcFile.read(file(key));
            Set<String> texts = new TreeSet<>(orc.texts(ID));
            assertThat(texts).as(key).hasSize(Math.toIntExact(orc.rows()));
            all.addAll(texts);
        }
        return all;
    }
}
