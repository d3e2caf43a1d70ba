package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.systemtests.Cloud.Code;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/// Functions in each language, made and called by AWS's own Java client. Each test has a function of its own.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FunctionsIT {
    @TempDir
    static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void start() {
        cloud = new Cloud(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource({"node-echo, index.echo", "node-callback, callback.echo"})
    void nodeAnswersAndIsLogged(String name, String handler) {
        cloud.create(name, node(handler), Map.of());
        InvokeResponse answer = cloud.invoke(name, "{\"a\":[1,\"ü\"]}");
        assertThat(text(answer)).contains("\"a\":[1,\"ü\"]");
        assertSucceededAndWasLogged(answer);
    }

    @Test
    void pythonAnswersWithItsContextAndIsLogged() {
        String arn = cloud.create("python-echo", python("handler.echo"), Map.of());
        InvokeResponse answer = cloud.invoke("python-echo", "{\"a\":1}");
        assertThat(text(answer))
                .containsPattern("\"functionName\": ?\"python-echo\"")
                .containsPattern("\"functionVersion\": ?\"\\$LATEST\"")
                .contains(arn);
        assertSucceededAndWasLogged(answer);
    }

    @Test
    void javaEightAnswersTheBytesThatItWasSent() {
        cloud.create("java-stream", java("Stream::handleRequest"), Map.of());
        InvokeResponse answer = cloud.invoke("java-stream", "{\"a\" : [ 1 ]}");
        assertThat(text(answer)).isEqualTo("{\"a\" : [ 1 ]}");
        assertSucceededAndWasLogged(answer);
    }

    @Test
    void aRuntimeOfItsOwnAnswers() {
        cloud.create("provided-echo", provided("bootstrap.echo"), Map.of());
        InvokeResponse answer = cloud.invoke("provided-echo", "{\"a\":1}");
        assertThat(text(answer)).isEqualTo("{\"a\": 1}");
        assertSucceededAndWasLogged(answer);
    }

    @Test
    void aDryRunCallsNothing() {
        cloud.create("dry", node("index.faults"), Map.of("FAULT", "exit"));
        InvokeResponse answer = cloud.lambda().invoke(r -> r.functionName("dry").invocationType("DryRun"));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.functionError()).isNull();
        assertThatThrownBy(() -> cloud.lambda().invoke(r -> r.functionName("nobody")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    /// The event's effect is a record on a stream: it arrives though nobody waited for the call.
    @Test
    void anEventIsAcceptedAtOnceAndCalledLater() {
        cloud.stream("later", Cloud.destination().prefix("later/").build());
        cloud.create("eventual", java("Putter::handleRequest"), Map.of("STREAM_NAME", "later"));
        assertThat(cloud.lambda()
                        .invoke(r -> r.functionName("eventual")
                                .invocationType("Event")
                                .payload(SdkBytes.fromUtf8String("{\"data\":\"later\\n\"}")))
                        .statusCode())
                .isEqualTo(202);
        assertThat(cloud.await("later/", 1)).containsExactly("later");
    }

    /// SDK v1 knows nothing of `AWS_ENDPOINT_URL`: it calls firehose.us-east-1.amazonaws.com.
    @Test
    void theSdkOfJavaEightPutsARecordOnAStreamHere() {
        cloud.stream("from-java", Cloud.destination().prefix("from-java/").build());
        cloud.create("putter", java("Putter::handleRequest"), Map.of("STREAM_NAME", "from-java"));
        InvokeResponse answer = cloud.invoke("putter", "{\"data\":\"by SDK v1\\n\"}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(text(answer)).contains("recordId");
        assertThat(cloud.await("from-java/", 1)).containsExactly("by SDK v1");
    }

    @Test
    void boto3PutsARecordOnAStreamHere() throws Exception {
        ClientPrograms.skipWithout(List.of("python3", "-c", "import boto3"));
        cloud.stream("from-python", Cloud.destination().prefix("from-python/").build());
        cloud.create("boto", python("boto.put"), Map.of("STREAM_NAME", "from-python"));
        InvokeResponse answer = cloud.invoke("boto", "{\"data\":\"by boto3\\n\"}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(cloud.await("from-python/", 1)).containsExactly("by boto3");
    }

    /// There are no tables yet: what shows that the call came here, and not to AWS, is what it was answered. Had it
    /// reached nobody, the function would have failed; AWS itself says UnrecognizedClientException.
    @Test
    void theSdkOfJavaEightCallsTheTablesHere() {
        cloud.create("writer", java("ItemWriter::handleRequest"), Map.of("TABLE_NAME", "items"));
        InvokeResponse answer = cloud.invoke("writer", "{\"requestid\":\"1\"}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(text(answer)).contains("\"errorCode\":\"").doesNotContain("UnrecognizedClientException");
    }

    @ParameterizedTest
    @CsvSource({
        "throw-java, java, throw, java.lang.IllegalArgumentException",
        "throw-node, node, throw, TeapotError",
        "throw-python, python, throw, TeapotError",
        "throw-provided, provided, throw, ValueError",
        "exit-java, java, exit, Runtime.ExitError",
        "halt-java, java, halt, Runtime.ExitError",
        "exit-node, node, exit, Runtime.ExitError",
        "exit-python, python, abort, Runtime.ExitError",
        "exit-provided, provided, exit, Runtime.ExitError"
    })
    void aFailureIsToldAndTheNextCallIsServed(String name, String language, String fault, String errorType) {
        cloud.create(name, faults(language), Map.of());
        InvokeResponse answer = cloud.invoke(name, "{\"fault\":\"" + fault + "\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(text(answer)).contains("\"errorType\"", errorType);
        assertThat(text(cloud.invoke(name, "{}"))).contains("none");
    }

    @ParameterizedTest
    @CsvSource({"hang-java, java", "hang-node, node", "hang-python, python", "hang-provided, provided"})
    void aCallThatHangsEndsAtItsTimeout(String name, String language) {
        cloud.create(name, faults(language), Map.of());
        cloud.lambda().updateFunctionConfiguration(r -> r.functionName(name).timeout(3));
        cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName(name));
        InvokeResponse answer = cloud.invoke(name, "{\"fault\":\"hang\"}");
        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(text(answer)).contains("Task timed out after 3.00 seconds");
        assertThat(text(cloud.invoke(name, "{}"))).contains("none");
    }

    @ParameterizedTest
    @CsvSource({"print-java, java, print", "print-node, node, print", "print-python, python, print"})
    void aFunctionMayPrintAHundredMegabytes(String name, String language, String fault) {
        cloud.create(name, faults(language), Map.of());
        cloud.lambda().updateFunctionConfiguration(r -> r.functionName(name).timeout(60));
        cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName(name));
        InvokeResponse answer = cloud.invoke(name, "{\"fault\":\"" + fault + "\"}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(Cloud.logTail(answer)).hasSizeLessThanOrEqualTo(4_096).contains("REPORT RequestId");
        assertThat(text(cloud.invoke(name, "{}"))).contains("none");
    }

    @ParameterizedTest
    @CsvSource({"child-java, java", "child-node, node", "child-python, python"})
    void aProcessThatAFunctionLeavesBehindHoldsNothingUp(String name, String language) {
        cloud.create(name, faults(language), Map.of());
        InvokeResponse answer = cloud.invoke(name, "{\"fault\":\"child\"}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        long child = Long.parseLong(text(answer).replaceAll("\\D", ""));
        cloud.lambda().deleteFunction(r -> r.functionName(name));
        assertThat(Poll.until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty()))
                .as("the child of a deleted function is gone")
                .isTrue();
    }

    @Test
    void anAnswerThatIsNoJsonIsAnError() {
        cloud.create("garbage", faults("provided"), Map.of());
        assertThat(cloud.invoke("garbage", "{\"fault\":\"garbage\"}").functionError())
                .isEqualTo("Unhandled");
        assertThat(text(cloud.invoke("garbage", "{}"))).contains("none");
        assertThat(text(cloud.invoke("garbage", "{\"fault\":\"stranger\"}"))).contains("stranger");
    }

    private static void assertSucceededAndWasLogged(InvokeResponse answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(answer.executedVersion()).isEqualTo("$LATEST");
        assertThat(Cloud.logTail(answer)).contains("START RequestId: ", "END RequestId: ", "REPORT RequestId: ");
    }

    private static String text(InvokeResponse answer) {
        return answer.payload().asUtf8String();
    }

    private static Code faults(String language) {
        return switch (language) {
            case "java" -> java("Faults::handleRequest");
            case "node" -> node("index.faults");
            case "python" -> python("handler.faults");
            default -> provided("bootstrap.faults");
        };
    }

    static Code java(String handler) {
        return new Code("java8.al2", "io.millrace.functions." + handler, Functions.java8());
    }

    static Code node(String handler) {
        return new Code("nodejs20.x", handler, Functions.zip("node"));
    }

    static Code python(String handler) {
        return new Code("python3.11", handler, Functions.zip("python"));
    }

    static Code provided(String handler) {
        return new Code("provided.al2023", handler, Functions.zip("provided"));
    }
}
