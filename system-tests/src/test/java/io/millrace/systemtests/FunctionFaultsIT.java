package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// What functions do to those who run them, in each language: each time the call is told what happened, and the next
/// one is served.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FunctionFaultsIT {
    private static final Pattern CHILDREN = Pattern.compile("children (\\d+) (\\d+)\\.");

    @TempDir
    static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void start() {
        cloud = new Cloud(new MillraceProcess(folder.resolve("data")));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource({
        "java8, throw, java.lang.IllegalArgumentException",
        "node, throw, TeapotError",
        "python, throw, TeapotError",
        "provided, throw, ValueError",
        "node, reject, string",
        "java8, exit, Runtime.ExitError",
        "java8, halt, Runtime.ExitError",
        "node, exit, Runtime.ExitError",
        "python, exit, Runtime.ExitError",
        "python, abort, Runtime.ExitError",
        "provided, exit, Runtime.ExitError",
        "java8, memory, java.lang.OutOfMemoryError",
        "python, unserializable, Runtime.MarshalError",
        "node, flood, Function.ResponseSizeTooLarge"
    })
    void aFailureIsToldAndTheNextCallIsServed(String language, String fault, String errorType) {
        String name = fault + "-" + language;
        cloud.create(name, Functions.faults(language), Map.of());
        InvokeResponse answer = cloud.invoke(name, "{\"fault\":\"" + fault + "\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(text(answer)).containsPattern("\"errorType\": ?\"" + errorType + "\"");
        assertThat(Cloud.logTail(answer)).contains("REPORT RequestId: ");
        assertServes(name);
    }

    /// A late answer is one that would come after the timeout. Its process is killed before; were it not, the next call
    /// would be answered with it.
    @ParameterizedTest
    @CsvSource({"java8, hang", "node, hang", "node, spin", "node, late", "python, hang", "provided, hang"})
    void aCallThatHangsEndsAtItsTimeout(String language, String fault) {
        String name = fault + "-" + language;
        cloud.create(name, Functions.faults(language), Map.of());
        assertServes(name);
        cloud.timeout(name, 1);
        InvokeResponse answer = cloud.invoke(name, "{\"fault\":\"" + fault + "\"}");
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(text(answer)).contains("Sandbox.Timedout", "Task timed out after 1.00 seconds");
        assertServes(name);
    }

    /// A call sees no more than the end of it, and of all that was printed (291 MiB) a log group keeps 256.
    @ParameterizedTest
    @CsvSource({"java8, 3", "python, 1"})
    void aFunctionMayPrintAHundredMegabytes(String language, int times) throws IOException {
        String name = "print-" + language;
        cloud.create(name, Functions.faults(language), Map.of());
        cloud.timeout(name, 60);
        for (int i = 0; i < times; i++) {
            InvokeResponse answer = cloud.invoke(name, "{\"fault\":\"print\"}");
            assertThat(answer.functionError()).as(text(answer)).isNull();
            assertThat(Cloud.logTail(answer).length()).isBetween(1_000, 4_096);
            assertThat(Cloud.logTail(answer)).contains("REPORT RequestId");
        }
        assertServes(name);
        try (Stream<Path> files = Files.walk(folder.resolve("data/log"))) {
            List<Path> logs = files.filter(file -> file.toString().contains("/logs.us-east-1."))
                    .filter(Files::isRegularFile)
                    .toList();
            assertThat(logs).isNotEmpty();
            assertThat(largestFolderBytes(logs)).isBetween(50L << 20, 272L << 20);
        }
    }

    private static long largestFolderBytes(List<Path> files) {
        return files.stream()
                .collect(Collectors.groupingBy(Path::getParent, Collectors.summingLong(file -> file.toFile()
                        .length())))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /// One that detached itself and one that did not; both have its output open.
    @Test
    void whatAFunctionStartedEndsWithItsProcess() {
        cloud.create("fork", Functions.faults("python"), Map.of());
        cloud.timeout("fork", 1);
        InvokeResponse answer = cloud.invoke("fork", "{\"fault\":\"fork\"}");
        assertThat(text(answer)).contains("Sandbox.Timedout");
        Matcher children = CHILDREN.matcher(Cloud.logTail(answer));
        assertThat(children.find()).as(Cloud.logTail(answer)).isTrue();
        assertEnd(children.group(1), children.group(2));
        assertServes("fork");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java8", "node", "python"})
    void aProcessThatAFunctionLeavesBehindHoldsNothingUp(String language) {
        String name = "child-" + language;
        cloud.create(name, Functions.faults(language), Map.of());
        InvokeResponse answer = cloud.invoke(name, "{\"fault\":\"child\"}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        String child = text(answer).replaceAll("\\D", "");
        assertThat(isAlive(child)).as("it may live on between calls").isTrue();
        assertServes(name);
        cloud.lambda().deleteFunction(r -> r.functionName(name));
        assertEnd(child);
    }

    @Test
    void anAnswerToNoCallInHandIsRefusedAndHarmsNothing() {
        cloud.create("belated", Functions.faults("provided"), Map.of());
        InvokeResponse first = cloud.invoke("belated", "{\"fault\":\"stranger\"}");
        assertThat(text(first)).isEqualTo("{\"fault\": \"stranger\"}");
        String past = first.responseMetadata().requestId();
        assertThat(text(cloud.invoke("belated", "{\"fault\":\"belated\",\"requestId\":\"" + past + "\"}")))
                .isEqualTo("{\"fault\": \"belated\"}");
        assertServes("belated");
    }

    @Test
    void anAnswerThatIsNoJsonHarmsNothing() {
        cloud.create("garbage", Functions.faults("provided"), Map.of());
        InvokeResponse answer = cloud.invoke("garbage", "{\"fault\":\"garbage\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertServes("garbage");
    }

    private static void assertServes(String name) {
        InvokeResponse answer = cloud.invoke(name, "{}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(text(answer)).contains("none");
    }

    private static void assertEnd(String... processes) {
        List<String> all = Arrays.asList(processes);
        assertThat(Poll.until(() -> all.stream().noneMatch(FunctionFaultsIT::isAlive)))
                .as("of %s none is left", all)
                .isTrue();
    }

    private static boolean isAlive(String process) {
        return ProcessHandle.of(Long.parseLong(process))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private static String text(InvokeResponse answer) {
        return answer.payload().asUtf8String();
    }
}
