package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.delivery.stage.StageProgress;
import io.millrace.core.delivery.stage.StageReader;
import io.millrace.core.delivery.stage.Trouble;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.format.BufferBudget;
import io.millrace.core.format.Column;
import io.millrace.core.format.Formats;
import io.millrace.core.format.TestFormats;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deliveries that convert records, with a format that one can read.
class ConversionDeliveryTest {
    private static final String CONVERSION = """
            'ErrorOutputPrefix': 'e/!{firehose:error-output-type}/', 'DataFormatConversionConfiguration': {
            'SchemaConfiguration': {'RoleARN': 'r', 'DatabaseName': 'db', 'TableName': 'clicks'},
            'InputFormatConfiguration': {'Deserializer': {'OpenXJsonSerDe': {}}},
            'OutputFormatConfiguration': {'Serializer': {'ParquetSerDe': {}}}}""";
    private static final String AT_ONCE =
            "'Prefix': 'd/!{timestamp:yyyy}/', 'BufferingHints': {'SizeInMBs': 64, 'IntervalInSeconds': 0}, "
                    + CONVERSION;
    private static final Column ID = new Column("id", "int");
    private static final Column P = new Column("p", "string");

    private Instant now = TestStreams.START;
    private final MemoryLog log = new MemoryLog(() -> now);
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final TestFormats catalog = new TestFormats().put("clicks", ID, P);
    private final StageProgress stage = new StageProgress();
    private final DeliveryProgress progress = new DeliveryProgress(stage);
    private Formats formats = catalog.wired();
    private DeliveryStream stream = TestStreams.stream(AT_ONCE);
    private Delivery delivery;

    @BeforeEach
    void createBucket() {
        store.createBucket(TestStreams.BUCKET);
        open();
    }

    @Test
    void rowsAreDeliveredAndWhatDoesNotFitGoesAside() throws InterruptedException {
        append("{\"id\":1,\"P\":\"a\"}{\"id\":2}", "{\"id\":3}{\"id\":\"x\"}", "nonsense", "{\"id\":4,\"other\":[]}");
        step();

        assertThat(text("d/")).isEqualTo("{\"id\":1,\"p\":\"a\"}\n{\"id\":2,\"p\":null}\n{\"id\":4,\"p\":null}\n|END");
        assertThat(key("d/")).endsWith(".parquet");
        assertThat(text("e/format-conversion-failed/"))
                .contains("\"lastErrorCode\":\"DataFormatConversion.MalformedData\"")
                .contains("Column id must be an integer from -2147483648 to 2147483647.")
                .contains("\"lastErrorCode\":\"DataFormatConversion.ParseError\"")
                .contains("\"sequenceNumber\":\"1\",\"subSequenceNumber\":0")
                .contains(
                        "\"dataCatalogTable\":{\"catalogId\":\"000000000000\",\"databaseName\":\"db\","
                                + "\"tableName\":\"clicks\",\"region\":\"eu-west-1\",\"versionId\":\"LATEST\",\"roleArn\":\"r\"}");
        assertThat(progress.failures()).containsEntry(ErrorType.FORMAT_CONVERSION_FAILED, 2L);
        assertThat(progress.delivered().records()).isEqualTo(2);
    }

    @Test
    void aBatchThatIsDoneAgainHasTheColumnsItWasBegunWith() throws InterruptedException {
        append("{\"id\":1,\"p\":\"a\"}");
        AtomicBoolean down = new AtomicBoolean(true);
        store.aroundCalls((call, effect) -> {
            if (down.get() && call.contains("commit")) {
                throw new UnavailableException("no answer");
            }
            effect.run();
        });
        step();
        assertThat(store.contents(TestStreams.BUCKET)).isEmpty();
        down.set(false);
        catalog.put("clicks", ID);
        open();
        step();
        step();
        assertThat(text("d/")).isEqualTo("{\"id\":1,\"p\":\"a\"}\n|END");

        store.delete(TestStreams.BUCKET, key("d/"));
        append("{\"id\":2,\"p\":\"a\"}");
        step();
        assertThat(text("d/")).isEqualTo("{\"id\":2}\n|END");
    }

    @Test
    void aTableThatIsNotThereIsWaitedForAndNothingIsLost() throws InterruptedException {
        catalog.remove("clicks");
        append("{\"id\":1}");
        step();
        assertThat(trouble()).contains("DataFormatConversion.EntityNotFound: no table db.clicks");
        catalog.put("clicks", new Column("id", "uniontype<int>"));
        now = now.plusSeconds(60);
        step();
        assertThat(trouble()).contains("DataFormatConversion.InvalidSchema: table db.clicks: Column id: type");
        catalog.put("clicks", ID);
        now = now.plusSeconds(60);
        step();
        assertThat(text("d/")).isEqualTo("{\"id\":1}\n|END");
    }

    @Test
    void whatIsHeldInMemoryStaysWithinTheShareOfTheBatch() throws InterruptedException {
        BufferBudget none = new BufferBudget();
        none.reserve(1L << 40);
        formats = new Formats(catalog, formats.format(), none);
        stream = TestStreams.stream(AT_ONCE.replace("'IntervalInSeconds': 0", "'IntervalInSeconds': 60"));
        open();
        String big = "{\"id\":1,\"p\":\"%s\"}".formatted("x".repeat(900_000));
        append(big, big, big, big, big, big);
        step();
        now = now.plusSeconds(60);
        step();
        assertThat(text("d/").replaceAll("x+", "x"))
                .isEqualTo("{\"id\":1,\"p\":\"x\"}\n".repeat(5) + "|" + "{\"id\":1,\"p\":\"x\"}\n" + "|END");
    }

    @Test
    void aShareOfMemoryIsGivenBack() throws InterruptedException {
        long offered = formats.budget().offer();
        append("{\"id\":1}");
        step();
        assertThat(formats.budget().offer()).isEqualTo(offered);
        formats.budget().reserve(offered);
        formats.budget().reserve(offered);
        assertThat(formats.budget().offer()).isEqualTo(offered);
        formats.budget().reserve(offered);
        assertThat(formats.budget().offer()).isEqualTo(offered / 2);
    }

    private void open() {
        SplittableRandom random = new SplittableRandom(1);
        DeliveryPorts ports = new DeliveryPorts(
                        store,
                        () -> now,
                        random,
                        () -> new UUID(random.nextLong(), random.nextLong()),
                        TestStreams.NO_FUNCTION)
                .with(formats);
        Delivery.Role role = new Delivery.Role(Intake.PUT, () -> DeliveryTarget.ofData(stream), () -> false);
        delivery = new Delivery(
                new StageReader(log.reader(stream.logStream(), Lane.CONSUMER), stream.name(), stage),
                role,
                ports,
                progress);
    }

    private String trouble() {
        return stage.trouble().map(Trouble::message).orElse("");
    }

    private void append(String... records) {
        log.append(
                        stream.logStream(),
                        Arrays.stream(records)
                                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                                .toList())
                .join();
    }

    private void step() throws InterruptedException {
        delivery.step(Duration.ZERO);
    }

    private String key(String prefix) {
        return new TreeMap<>(store.contents(TestStreams.BUCKET)).ceilingKey(prefix);
    }

    private String text(String prefix) {
        return new String(store.contents(TestStreams.BUCKET).get(key(prefix)), StandardCharsets.UTF_8);
    }
}
