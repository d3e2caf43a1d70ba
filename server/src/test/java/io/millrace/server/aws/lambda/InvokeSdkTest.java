package io.millrace.server.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/// Calls, as AWS's own Java client makes them.
class InvokeSdkTest extends LambdaSession {
    private static SdkBytes json(String text) {
        return SdkBytes.fromUtf8String(text);
    }

    @Test
    void aCallIsAnswered() {
        create("clicks");

        InvokeResponse answer = lambda.invoke(b -> b.functionName("clicks")
                .payload(json("{\"é\":1}"))
                .logType(LogType.TAIL)
                .clientContext(Base64.getEncoder().encodeToString("{\"a\":1}".getBytes(StandardCharsets.UTF_8))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.payload().asUtf8String()).isEqualTo("{\"é\":1}");
        assertThat(answer.functionError()).isNull();
        assertThat(answer.executedVersion()).isEqualTo("$LATEST");
        assertThat(new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8))
                .isEqualTo("END\n");
        Invocation seen = server.runner.invocations.getFirst();
        assertThat(seen.clientContext()).contains("{\"a\":1}");
        assertThat(seen.invokedArn()).isEqualTo(ARN + "clicks");
        assertThat(seen.requestId()).isEqualTo(answer.responseMetadata().requestId());
        assertThat(lambda.invoke(b -> b.functionName("clicks")).logResult()).isNull();
        assertThat(server.runner.invocations.getLast().payload()).isEqualTo(new byte[] {'{', '}'});
    }

    @Test
    void anErrorOfTheFunctionIsAnAnswer() {
        create("clicks");

        InvokeResponse answer = lambda.invoke(b -> b.functionName("clicks").payload(json("\"fail\"")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.functionError()).isEqualTo("Unhandled");
    }

    @Test
    void theVersionThatIsNamedRuns() {
        create("clicks", b -> b.publish(true));
        lambda.updateFunctionConfiguration(b -> b.functionName("clicks").timeout(9));
        lambda.createAlias(b -> b.functionName("clicks").name("live").functionVersion("1"));

        assertThat(lambda.invoke(b -> b.functionName("clicks").qualifier("live"))
                        .executedVersion())
                .isEqualTo("1");
        assertThat(server.runner.invocations.getLast().invokedArn()).isEqualTo(ARN + "clicks:live");
        RunnableFunction first = server.runner.functions.getLast();
        assertThat(first.configuration().timeoutSeconds()).isEqualTo(3);
        assertThat(lambda.invoke(b -> b.functionName(ARN + "clicks:$LATEST")).executedVersion())
                .isEqualTo("$LATEST");
        assertThat(server.runner.functions.getLast().configuration().timeoutSeconds())
                .isEqualTo(9);
    }

    @Test
    void anAliasDrawsBetweenTwoVersions() {
        create("clicks", b -> b.publish(true));
        lambda.updateFunctionCode(
                b -> b.functionName("clicks").zipFile(OTHER_ZIP).publish(true));
        lambda.createAlias(b -> b.functionName("clicks")
                .name("live")
                .functionVersion("1")
                .routingConfig(r -> r.additionalVersionWeights(Map.of("2", 0.5))));

        for (int i = 0; i < 40; i++) {
            lambda.invoke(b -> b.functionName("clicks:live"));
        }

        assertThat(server.runner.functions)
                .filteredOn(function -> function.version().equals("2"))
                .hasSizeBetween(5, 35);
    }

    @Test
    void eventsAreHandedOn() {
        create("clicks");

        InvokeResponse answer =
                lambda.invoke(b -> b.functionName("clicks").payload(json("1")).invocationType(InvocationType.EVENT));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(server.events).singleElement().satisfies(event -> {
            assertThat(event.payload()).isEqualTo(new byte[] {'1'});
            assertThat(event.requestId()).isEqualTo(answer.responseMetadata().requestId());
        });
        assertThat(server.runner.invocations).isEmpty();
    }

    @Test
    void aDryRunRunsNothing() {
        create("clicks");

        assertThat(lambda.invoke(b -> b.functionName("clicks").invocationType(InvocationType.DRY_RUN))
                        .statusCode())
                .isEqualTo(204);
        assertThat(server.runner.invocations).isEmpty();
        fails(
                () -> lambda.invoke(b -> b.functionName("none").invocationType(InvocationType.DRY_RUN)),
                404,
                "ResourceNotFoundException",
                "Function not found: " + ARN + "none");
    }

    @Test
    void wrongCallsAreRefused() {
        create("clicks");

        fails(
                () -> lambda.invoke(b -> b.functionName("clicks").payload(json("{\"a\":"))),
                400,
                "InvalidRequestContentException",
                "Could not parse request body into json");
        fails(
                () -> lambda.invoke(b -> b.functionName("clicks").payload(json("1 2"))),
                400,
                "InvalidRequestContentException",
                "Could not parse request body into json");
        fails(
                () -> lambda.invoke(b -> b.functionName("clicks").payload(json("\"" + "x".repeat(6 << 20) + "\""))),
                413,
                "RequestTooLargeException",
                "6291456");
        fails(
                () -> lambda.invoke(b -> b.functionName("clicks").clientContext("*")),
                400,
                "InvalidRequestContentException",
                "Client context");
        fails(
                () -> lambda.invoke(b -> b.functionName("clicks").invocationType("Later")),
                400,
                "ValidationException",
                "'invocationType'");
    }

    @Test
    void aFunctionWithoutConcurrencyIsThrottled() {
        create("clicks");
        lambda.putFunctionConcurrency(b -> b.functionName("clicks").reservedConcurrentExecutions(0));

        fails(() -> lambda.invoke(b -> b.functionName("clicks")), 429, "TooManyRequestsException", "Rate Exceeded");
    }
}
