package io.millrace.systemtests;

import static io.millrace.systemtests.Functions.java;
import static io.millrace.systemtests.Functions.node;
import static io.millrace.systemtests.Functions.python;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/// Functions in each language, made and called by AWS's own Java client; and the clients of AWS that such functions
/// bring along, old ones that know no endpoint but AWS's. Each test has a function of its own.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FunctionsIT {
    @TempDir
    static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void start() {
        cloud = new Cloud(new MillraceProcess(folder.resolve("data"))
                .with("SERVER_SECRET", "of-the-server")
                .with("AWS_SECRET_ACCESS_KEY", "of-the-server")
                .with("AWS_PROFILE", "of-the-server"));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource({"node-context, node, index.echo", "python-context, python, handler.echo"})
    void aHandlerIsGivenItsEventAndItsContext(String name, String language, String handler) {
        String arn = cloud.create(name, language.equals("node") ? node(handler) : python(handler), Map.of());
        InvokeResponse answer = cloud.invoke(name, "{\"a\":[1,\"ü\"]}");
        assertThat(text(answer).replace("\\u00fc", "ü").replace(": ", ":").replace(", ", ","))
                .contains(
                        "\"event\":{\"a\":[1,\"ü\"]}",
                        "\"functionName\":\"" + name + "\"",
                        "\"functionVersion\":\"$LATEST\"",
                        "\"invokedFunctionArn\":\"" + arn + "\"",
                        "\"awsRequestId\":\"" + answer.responseMetadata().requestId() + "\"")
                .containsPattern("\"memoryLimitInMB\":\"?512\"?")
                .containsPattern("\"remainingTimeInMillis\":(10000|\\d{4})\\D");
        assertSucceededAndWasLogged(answer);
    }

    @Test
    void aCallbackAnswersThoughATimerStillRuns() {
        cloud.create("node-callback", node("callback.echo"), Map.of());
        assertThat(text(cloud.invoke("node-callback", "{\"a\":1}"))).isEqualTo("{\"a\":1}");
        cloud.create("node-early", node("callback.early"), Map.of());
        InvokeResponse early = cloud.invoke("node-early", "{}");
        assertThat(text(early)).isEqualTo("\"early\"");
        assertSucceededAndWasLogged(early);
        cloud.create("node-refused", node("callback.fail"), Map.of());
        assertThat(text(cloud.invoke("node-refused", "{}"))).contains("RangeError", "asked to fail");
    }

    @Test
    void javaEightAnswersTheBytesThatItWasSent() {
        cloud.create("java-stream", Functions.java8Jar("Stream::handleRequest"), Map.of());
        InvokeResponse answer = cloud.invoke("java-stream", "{\"a\" : [ 1 ]}");
        assertThat(text(answer)).isEqualTo("{\"a\" : [ 1 ]}");
        assertSucceededAndWasLogged(answer);
    }

    @Test
    void aRuntimeOfItsOwnAnswers() {
        cloud.create("provided-echo", Functions.provided("bootstrap.echo"), Map.of());
        InvokeResponse answer = cloud.invoke("provided-echo", "{\"a\":1}");
        assertThat(text(answer)).isEqualTo("{\"a\": 1}");
        assertSucceededAndWasLogged(answer);
    }

    @ParameterizedTest
    @CsvSource({"node-environment, node, index.environment", "python-environment, python, handler.environment"})
    void theEnvironmentIsLambdasAndNothingOfTheServers(String name, String language, String handler) {
        cloud.create(
                name, language.equals("node") ? node(handler) : python(handler), Map.of("COLOUR", "blue", "EMPTY", ""));
        String environment = text(cloud.invoke(name, "{}")).replace(": ", ":");
        Stream.of("_HANDLER", "AWS_REGION", "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "AWS_SESSION_TOKEN", "TMPDIR")
                .forEach(variable -> assertThat(environment).contains("\"" + variable + "\":\""));
        assertThat(environment)
                .contains("\"COLOUR\":\"blue\"", "\"EMPTY\":\"\"", "\"AWS_LAMBDA_FUNCTION_NAME\":\"" + name + "\"")
                .doesNotContain("of-the-server", "SERVER_SECRET");
    }

    @Test
    void aDryRunCallsNothing() {
        cloud.create("dry", node("index.faults"), Map.of("FAULT", "exit"));
        InvokeResponse answer = cloud.lambda().invoke(r -> r.functionName("dry").invocationType("DryRun"));
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.functionError()).isNull();
        assertThat(cloud.server().get("/_millrace/logs?group=/aws/lambda/dry").statusCode())
                .isEqualTo(404);
        assertThatThrownBy(() -> cloud.lambda().invoke(r -> r.functionName("nobody")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    /// The event's effect is a record on a stream: it arrives though nobody waited for the call.
    @Test
    void anEventIsAcceptedAtOnceAndCalledLater() {
        cloud.stream("later", Cloud.destination("later").build());
        cloud.create("eventual", java("Putter::handleRequest"), Map.of("STREAM_NAME", "later"));
        cloud.event("eventual", "{\"data\":\"later\\n\"}");
        assertThat(cloud.await("later/data/", 1)).containsExactly("later");
    }

    @Test
    void anEventThatFailsGoesToItsDestination() {
        cloud.create("given-up", node("index.faults"), Map.of());
        cloud.lambda().putFunctionEventInvokeConfig(r -> r.functionName("given-up")
                .maximumRetryAttempts(0)
                .destinationConfig(d -> d.onFailure(f -> f.destination("arn:aws:s3:::" + Cloud.BUCKET))));
        String requestId = cloud.event("given-up", "{\"fault\":\"throw\"}");
        assertThat(cloud.await("aws/lambda/async/given-up/", 1))
                .singleElement()
                .asString()
                .contains(
                        "\"requestId\":\"" + requestId + "\"",
                        "\"condition\":\"RetriesExhausted\"",
                        "\"approximateInvokeCount\":1",
                        "\"requestPayload\":{\"fault\":\"throw\"}",
                        "\"errorType\":\"TeapotError\"");
    }

    /// SDK v1 knows nothing of `AWS_ENDPOINT_URL`: it calls firehose.us-east-1.amazonaws.com.
    @Test
    void theSdkOfJavaEightPutsARecordOnAStreamHere() {
        cloud.stream("from-java", Cloud.destination("from-java").build());
        cloud.create("putter", java("Putter::handleRequest"), Map.of("STREAM_NAME", "from-java"));
        InvokeResponse answer = cloud.invoke("putter", "{\"data\":\"by SDK v1\\n\"}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(text(answer)).contains("recordId");
        assertThat(cloud.await("from-java/data/", 1)).containsExactly("by SDK v1");
    }

    /// It knows nothing of `AWS_ENDPOINT_URL`; the function fails when its call reaches nobody.
    @Test
    void theSdkOfJavaEightCallsTheTablesHere() {
        cloud.dynamodb().createTable(b -> b.tableName("items")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("requestid")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("requestid")
                        .keyType(KeyType.HASH)
                        .build()));
        cloud.dynamodb().waiter().waitUntilTableExists(b -> b.tableName("items"));
        cloud.create("writer", java("ItemWriter::handleRequest"), Map.of("TABLE_NAME", "items"));

        InvokeResponse answer = cloud.invoke("writer", "{\"requestid\":\"1\",\"action\":\"open\"}");

        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(text(answer)).isEqualTo("{\"written\":\"true\"}");
        Map<String, AttributeValue> key = Map.of("requestid", AttributeValue.fromS("1"));
        assertThat(cloud.dynamodb()
                        .getItem(b -> b.tableName("items").key(key).consistentRead(true))
                        .item())
                .containsEntry("action", AttributeValue.fromS("open"));
    }

    /// boto3 before 1.28 knows nothing of `AWS_ENDPOINT_URL`, and later ones do not look at it when they are told so.
    @Test
    void aBoto3WithoutAnEndpointPutsARecordOnAStreamHere() {
        cloud.create("which-boto", python("handler.boto3_version"), Map.of());
        String version = text(cloud.invoke("which-boto", "{}"));
        if (System.getenv("CI") != null) {
            assertThat(version).isNotEqualTo("null");
        }
        assumeFalse(version.equals("null"), "the Python that functions run on has no boto3 (Debian: python3-boto3)");
        cloud.stream("from-python", Cloud.destination("from-python").build());
        cloud.create(
                "boto",
                python("boto.put"),
                Map.of("STREAM_NAME", "from-python", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"));
        InvokeResponse answer = cloud.invoke("boto", "{\"data\":\"by boto3\\n\"}");
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(text(answer)).as("boto3 %s", version).contains("https://firehose.us-east-1.amazonaws.com");
        assertThat(cloud.await("from-python/data/", 1)).containsExactly("by boto3");
        System.out.println("FunctionsIT: a record came by boto3 " + version);
    }

    @Test
    void aFunctionThatIsChangedIsCalledAsItIsNow() {
        cloud.create("changed", Functions.provided("bootstrap.echo"), Map.of());
        assertThat(text(cloud.invoke("changed", "1"))).isEqualTo("1");
        cloud.lambda()
                .updateFunctionConfiguration(
                        r -> r.functionName("changed").runtime("nodejs20.x").handler("index.handler"));
        cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName("changed"));
        for (int version = 0; version < 5; version++) {
            String code = "exports.handler = async () => 'version " + version + "';";
            cloud.lambda().updateFunctionCode(r -> r.functionName("changed").zipFile(Functions.zip("index.js", code)));
            cloud.lambda().waiter().waitUntilFunctionUpdatedV2(r -> r.functionName("changed"));
            assertThat(text(cloud.invoke("changed", "{}"))).isEqualTo("\"version " + version + "\"");
        }
    }

    @Test
    void aRuntimeThatTheMachineLacksIsRefusedWhenTheFunctionIsMade() {
        assertThatThrownBy(() -> cloud.create(
                        "yet-to-come", new Cloud.Code("python3.99", "handler.echo", Functions.zip("python")), Map.of()))
                .hasMessageContaining("Runtime 'python3.99' needs Python 3.99 or later on this machine; found: 3.");
        assertThat(cloud.lambda().listFunctions().functions())
                .noneMatch(function -> function.functionName().equals("yet-to-come"));
    }

    private static void assertSucceededAndWasLogged(InvokeResponse answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.functionError()).as(text(answer)).isNull();
        assertThat(answer.executedVersion()).isEqualTo("$LATEST");
        String requestId = answer.responseMetadata().requestId();
        assertThat(Cloud.logTail(answer).lines())
                .containsSubsequence(
                        List.of("START RequestId: " + requestId + " Version: $LATEST", "END RequestId: " + requestId))
                .last()
                .asString()
                .startsWith("REPORT RequestId: " + requestId);
    }

    private static String text(InvokeResponse answer) {
        return answer.payload().asUtf8String();
    }
}
