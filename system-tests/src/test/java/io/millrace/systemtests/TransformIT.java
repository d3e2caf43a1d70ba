package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;

/// Delivery streams with a function in the way, from AWS's Java clients to the objects. Whatever the function does,
/// every acknowledged record is in the data, was dropped by the function, or lies under the error prefix. Each test has
/// a
/// stream and a function of its own, of the same name.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TransformIT {
    private static final List<String> FIFTY =
            IntStream.range(0, 50).mapToObj(i -> "line " + i).toList();

    @TempDir
    static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void start() {
        cloud = new Cloud(new MillraceProcess(folder.resolve("data")));
        putKeyed();
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java8", "node", "python", "provided"})
    void eachVerdictIsFollowed(String language) {
        cloud.transformed(language, Functions.transform(language), Map.of());
        cloud.put(language, List.of("one", "drop two", "fail three", "four"));
        assertThat(cloud.awaitFailed(language, 1)).containsExactly("fail three");
        assertThat(cloud.lines(language + "/errors/processing-failed/"))
                .singleElement()
                .asString()
                .containsPattern("\"attemptsMade\":1,\"arrivalTimestamp\":\\d{13},")
                .contains(
                        "\"errorCode\":\"Lambda.ProcessingFailedStatus\"",
                        "\"errorMessage\":\"ProcessingFailed status set for record\"",
                        "\"attemptEndingTimestamp\":",
                        "\"lambdaArn\":\"arn:aws:lambda:us-east-1:000000000000:function:" + language + "\"");
        assertThat(cloud.await(language + "/data/", 2)).containsExactly(language + ":one", language + ":four");
        cloud.put(language, List.of("five"));
        assertThat(cloud.await(language + "/data/", 3))
                .containsExactlyInAnyOrder(language + ":one", language + ":four", language + ":five");
        assertThat(cloud.status(language)).contains("\"failedCalls\":0", "\"failed\":1");
        assertThat(cloud.metric("millrace_stream_function_dropped_records_total", language))
                .isEqualTo(1);
    }

    @Test
    void answersThatBreakTheContractFailTheirRecordsAlone() {
        cloud.transformed("unruly", Functions.node("index.unruly"), Map.of());
        cloud.put("unruly", List.of("good", "missing", "repeated", "unknown", "verdict", "base64", "fine"));
        assertThat(cloud.awaitFailed("unruly", 5))
                .containsExactlyInAnyOrder("missing", "repeated", "unknown", "verdict", "base64");
        assertThat(cloud.lines("unruly/errors/processing-failed/"))
                .anyMatch(line -> line.contains("Lambda.MissingRecordId"))
                .anyMatch(line -> line.contains("Lambda.DuplicatedRecordId"));
        assertThat(cloud.await("unruly/data/", 2)).containsExactly("good", "fine");
    }

    @Test
    void sourceRecordsAreBackedUpAsTheyCame() {
        String function = cloud.create("backed", Functions.transform("node"), Map.of());
        cloud.stream(
                "backed",
                Cloud.destination("backed")
                        .processingConfiguration(Cloud.transformedBy(function))
                        .s3BackupMode(S3BackupMode.ENABLED)
                        .s3BackupConfiguration(b -> b.roleARN(Cloud.ROLE)
                                .bucketARN("arn:aws:s3:::" + Cloud.BUCKET)
                                .prefix("backed/source/")
                                .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0)))
                        .build());
        List<String> lines = List.of("one", "drop two", "fail three");
        cloud.put("backed", lines);
        assertThat(cloud.await("backed/source/", 3)).containsExactlyElementsOf(lines);
        assertThat(cloud.await("backed/data/", 1)).containsExactly("node:one");
        assertThat(cloud.awaitFailed("backed", 1)).containsExactly("fail three");
    }

    /// At AWS a configuration that does not say Enabled is not.
    @Test
    void aFunctionThatIsNotEnabledIsNotCalled() {
        String function = cloud.create("silent", Functions.transform("node"), Map.of());
        ProcessingConfiguration silent =
                Cloud.transformedBy(function).toBuilder().enabled(null).build();
        cloud.stream(
                "silent",
                Cloud.destination("silent").processingConfiguration(silent).build());
        cloud.put("silent", List.of("drop"));
        assertThat(cloud.await("silent/data/", 1)).containsExactly("drop");
    }

    @Test
    void aRecordThatTheFunctionCannotStandTakesItsCallWithItAndNoOther() {
        cloud.transformed("poisoned", Functions.node("index.poisoned"), Map.of());
        cloud.put("poisoned", List.of("one", "poison", "two"));
        assertThat(cloud.awaitFailed("poisoned", 3)).containsExactly("one", "poison", "two");
        cloud.put("poisoned", List.of("three"));
        assertThat(cloud.await("poisoned/data/", 1)).containsExactly("node:three");
    }

    /// Each call fails, and its one retry; then the records lie under the error prefix, the stream takes others, and
    /// status and metrics say what happened.
    @ParameterizedTest
    @CsvSource({
        "java8, throw, Lambda.FunctionError",
        "java8, exit, Lambda.FunctionError",
        "java8, hang, Lambda.FunctionTimedOut",
        "node, late, Lambda.FunctionTimedOut",
        "node, exit, Lambda.FunctionError",
        "node, flood, Lambda.FunctionError",
        "node, garbage, Lambda.JsonProcessingException",
        "python, abort, Lambda.FunctionError",
        "python, fork, Lambda.FunctionTimedOut",
        "provided, garbage, Lambda.JsonProcessingException"
    })
    void nothingIsLostToAFunctionThatFailsAndTheNextOneGoesOn(String language, String fault, String errorCode) {
        String name = fault + "-" + language;
        cloud.transformed(name, Functions.faults(language), Map.of("FAULT", fault));
        if (errorCode.equals("Lambda.FunctionTimedOut")) {
            cloud.timeout(name, 1);
        }
        cloud.put(name, FIFTY);
        assertThat(cloud.awaitFailed(name, FIFTY.size())).containsExactlyElementsOf(FIFTY);
        assertThat(cloud.lines(name + "/errors/processing-failed/"))
                .hasSameSizeAs(FIFTY)
                .allMatch(line -> line.contains("\"attemptsMade\":2,"))
                .allMatch(line -> line.contains("\"errorCode\":\"" + errorCode + "\""));
        assertThat(cloud.lines(name + "/data/")).isEmpty();
        assertThat(cloud.status(name)).contains("\"calls\":0,\"failedCalls\":2", "\"failed\":50", "\"backlog\":0");
        assertThat(cloud.metric("millrace_stream_function_failed_calls_total", name))
                .isEqualTo(2);
        mend(name);
        cloud.put(name, List.of("mended"));
        assertThat(cloud.await(name + "/data/", 1)).containsExactly("node:mended");
        assertThat(cloud.status(name)).contains("\"calls\":1,\"failedCalls\":2");
    }

    @Test
    void whatFailedIsDeliveredOnceWhenTheFunctionWasFixedAndTheStreamRedriven() {
        String broken = "export const transform = async () => { throw new Error('broken'); };";
        cloud.transformed(
                "redriven",
                new Cloud.Code("nodejs20.x", "index.transform", Functions.zip("index.mjs", broken)),
                Map.of());
        cloud.put("redriven", FIFTY);
        assertThat(cloud.awaitFailed("redriven", FIFTY.size())).hasSameSizeAs(FIFTY);
        cloud.lambda().updateFunctionCode(r -> r.functionName("redriven").zipFile(Functions.zip("node")));
        cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName("redriven"));
        assertThat(redrive()).contains("50 records of ", " are on the stream again.");
        List<String> expected = FIFTY.stream().map(line -> "node:" + line).toList();
        assertThat(cloud.await("redriven/data/", FIFTY.size())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(redrive()).contains("Nothing lies under the error prefix.");
        cloud.put("redriven", List.of("after"));
        assertThat(cloud.await("redriven/data/", FIFTY.size() + 1))
                .containsAll(expected)
                .contains("node:after")
                .hasSize(FIFTY.size() + 1);
        assertThat(cloud.lines("redriven/errors/")).isEmpty();
    }

    /// With dynamic partitioning a stream waits a minute, or for 64 MiB; so these were put before all other tests.
    @Test
    @Order(Integer.MAX_VALUE)
    void partitionKeysOfTheFunctionAreInTheKeys() {
        cloud.await("keyed/data/", 3);
        assertThat(cloud.lines("keyed/data/kind=cat/")).containsExactly("cat-1", "cat-3");
        assertThat(cloud.lines("keyed/data/kind=dog/")).containsExactly("dog-2");
    }

    private static void putKeyed() {
        String function = cloud.create("keyed", Functions.python("handler.keyed"), Map.of());
        cloud.stream(
                "keyed",
                Cloud.destination("keyed")
                        .prefix("keyed/data/kind=!{partitionKeyFromLambda:kind}/")
                        .dynamicPartitioningConfiguration(d -> d.enabled(true))
                        .bufferingHints(h -> h.sizeInMBs(64).intervalInSeconds(60))
                        .processingConfiguration(Cloud.transformedBy(function))
                        .build());
        cloud.put("keyed", List.of("cat-1", "dog-2", "cat-3"));
    }

    /// Another function under the same name, as an UpdateFunctionCode of the same handler is not always one of the same
    /// language.
    private static void mend(String name) {
        cloud.lambda()
                .updateFunctionConfiguration(
                        r -> r.functionName(name).handler("index.transform").runtime("nodejs20.x"));
        cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName(name));
        cloud.lambda().updateFunctionCode(r -> r.functionName(name).zipFile(Functions.zip("node")));
        cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName(name));
    }

    private static String redrive() {
        try (MillraceCommand command = new MillraceCommand(cloud.server(), "redrive", "redriven")) {
            assertThat(command.await()).as(command.printed()).isZero();
            return command.printed();
        }
    }
}
