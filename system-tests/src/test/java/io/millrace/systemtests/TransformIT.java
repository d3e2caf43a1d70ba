package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.systemtests.Cloud.Code;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;

/// Delivery streams with a function in the way, from AWS's Java clients to the objects. Whatever the function does,
/// every acknowledged record is in the data, was dropped by the function, or lies under the error prefix.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TransformIT {
    private static final String STREAM = "lines";

    @TempDir
    Path folder;

    private Cloud cloud;

    @BeforeEach
    void start() {
        cloud = new Cloud(folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java8", "node", "python", "provided"})
    void eachVerdictIsFollowed(String language) {
        transformedBy(transform(language), Map.of());
        cloud.put(STREAM, List.of("one", "drop two", "fail three", "four"));
        assertThat(cloud.await("errors/processing-failed/", 1))
                .singleElement()
                .asString()
                .contains(
                        "\"attemptsMade\":",
                        "\"arrivalTimestamp\":",
                        "\"errorCode\":\"",
                        "\"errorMessage\":\"",
                        "\"attemptEndingTimestamp\":",
                        "\"lambdaArn\":\"arn:aws:lambda:us-east-1:000000000000:function:transform");
        assertThat(cloud.failed()).containsExactly("fail three");
        assertThat(cloud.await("data/", 2)).containsExactly(language + ":one", language + ":four");
        cloud.put(STREAM, List.of("five"));
        assertThat(cloud.await("data/", 3)).containsExactly(language + ":one", language + ":four", language + ":five");
    }

    @Test
    void answersThatBreakTheContractFailTheirRecordsAlone() {
        transformedBy(FunctionsIT.node("index.unruly"), Map.of());
        cloud.put(STREAM, List.of("good", "missing", "repeated", "unknown", "verdict", "base64", "fine"));
        cloud.await("errors/", 5);
        assertThat(cloud.failed()).containsExactlyInAnyOrder("missing", "repeated", "unknown", "verdict", "base64");
        assertThat(cloud.await("data/", 2)).containsExactly("good", "fine");
    }

    @Test
    void partitionKeysOfTheFunctionAreInTheKeys() {
        String function = cloud.create("transform", FunctionsIT.python("handler.keyed"), Map.of());
        cloud.stream(
                STREAM,
                Cloud.destination()
                        .prefix("data/kind=!{partitionKeyFromLambda:kind}/")
                        .dynamicPartitioningConfiguration(d -> d.enabled(true))
                        .bufferingHints(h -> h.sizeInMBs(64).intervalInSeconds(60))
                        .processingConfiguration(Cloud.transformedBy(function))
                        .build());
        cloud.put(STREAM, List.of("cat-1", "dog-2", "cat-3"));
        cloud.await("data/", 3);
        assertThat(cloud.lines("data/kind=cat/")).containsExactly("cat-1", "cat-3");
        assertThat(cloud.lines("data/kind=dog/")).containsExactly("dog-2");
    }

    @Test
    void sourceRecordsAreBackedUpAsTheyCame() {
        String function = cloud.create("transform", transform("node"), Map.of());
        cloud.stream(
                STREAM,
                Cloud.destination()
                        .processingConfiguration(Cloud.transformedBy(function))
                        .s3BackupMode(S3BackupMode.ENABLED)
                        .s3BackupConfiguration(b -> b.roleARN("arn:aws:iam::000000000000:role/test")
                                .bucketARN("arn:aws:s3:::" + Cloud.BUCKET)
                                .prefix("source/")
                                .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0)))
                        .build());
        List<String> lines = List.of("one", "drop two", "fail three");
        cloud.put(STREAM, lines);
        assertThat(cloud.await("source/", 3)).containsExactlyElementsOf(lines);
        assertThat(cloud.await("data/", 1)).containsExactly("node:one");
        cloud.await("errors/", 1);
        assertThat(cloud.failed()).containsExactly("fail three");
    }

    /// At AWS a configuration that does not say Enabled is not.
    @Test
    void aFunctionThatIsNotEnabledIsNotCalled() {
        String function = cloud.create("transform", transform("node"), Map.of());
        ProcessingConfiguration silent =
                Cloud.transformedBy(function).toBuilder().enabled(null).build();
        cloud.stream(STREAM, Cloud.destination().processingConfiguration(silent).build());
        cloud.put(STREAM, List.of("drop"));
        assertThat(cloud.await("data/", 1)).containsExactly("drop");
    }

    @ParameterizedTest
    @CsvSource({
        "java, throw",
        "java, exit",
        "java, hang",
        "node, throw",
        "node, exit",
        "node, hang",
        "node, garbage",
        "python, throw",
        "python, abort",
        "python, print",
        "provided, garbage"
    })
    void nothingIsLostToAFunctionThatFailsAndTheNextOneGoesOn(String language, String fault) {
        transformedBy(faults(language), Map.of("FAULT", fault));
        List<String> lines = IntStream.range(0, 50).mapToObj(i -> "line " + i).toList();
        cloud.put(STREAM, lines);
        cloud.await("errors/processing-failed/", lines.size());
        assertThat(cloud.failed()).containsExactlyElementsOf(lines);
        assertThat(cloud.lines("data/")).isEmpty();
        cloud.lambda()
                .updateFunctionConfiguration(r ->
                        r.functionName("transform").handler("index.transform").runtime("nodejs20.x"));
        cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName("transform"));
        cloud.lambda().updateFunctionCode(r -> r.functionName("transform").zipFile(Functions.zip("node")));
        cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName("transform"));
        cloud.put(STREAM, List.of("mended"));
        assertThat(cloud.await("data/", 1)).containsExactly("node:mended");
    }

    /// Calls are in hand at each kill. What was delivered is there once, though the function may have seen it twice.
    @Test
    void nothingIsLostOrDoubledWhenTheServerIsKilledInMidCall() {
        transformedBy(transform("java8"), Map.of());
        List<String> expected = new ArrayList<>();
        for (int kill = 0; kill < 5; kill++) {
            for (int batch = 0; batch < 20; batch++) {
                String name = kill + "/" + batch + "/";
                List<String> lines =
                        IntStream.range(0, 100).mapToObj(i -> name + i).toList();
                cloud.put(STREAM, lines);
                lines.forEach(line -> expected.add("java8:" + line));
            }
            cloud.server().kill();
            cloud.server().start();
        }
        assertThat(cloud.await("data/", expected.size())).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(cloud.failed()).isEmpty();
    }

    private void transformedBy(Code code, Map<String, String> environment) {
        String function = cloud.create("transform", code, environment);
        cloud.stream(
                STREAM,
                Cloud.destination()
                        .processingConfiguration(Cloud.transformedBy(function))
                        .build());
    }

    private static Code transform(String language) {
        return switch (language) {
            case "java8" -> FunctionsIT.java("Enricher::handleRequest");
            case "node" -> FunctionsIT.node("index.transform");
            case "python" -> FunctionsIT.python("handler.transform");
            default -> FunctionsIT.provided("bootstrap.transform");
        };
    }

    private static Code faults(String language) {
        return switch (language) {
            case "java" -> FunctionsIT.java("Faults::handleRequest");
            case "node" -> FunctionsIT.node("index.faults");
            case "python" -> FunctionsIT.python("handler.faults");
            default -> FunctionsIT.provided("bootstrap.faults");
        };
    }
}
