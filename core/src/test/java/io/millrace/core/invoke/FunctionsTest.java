package io.millrace.core.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.Changes;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.lambda.FunctionAlias;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import io.millrace.core.resource.lambda.FunctionSnapshot;
import io.millrace.core.resource.lambda.FunctionVersion;
import io.millrace.core.resource.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private final Catalog catalog = Catalog.open(new MemoryLog(InstantSource.fixed(NOW)));
    private final Functions functions = new Functions(catalog, new Echo(), new Random(1), () -> new UUID(0, 7));

    /// Answers with the ARN that it was called by.
    private static final class Echo implements FunctionRunner {
        @Override
        public void require(RunnableFunction function) {}

        @Override
        public FunctionResult invoke(RunnableFunction function, Invocation invocation) {
            return new FunctionResult(
                    invocation.invokedArn().getBytes(StandardCharsets.UTF_8),
                    Optional.empty(),
                    function.version(),
                    new byte[0]);
        }

        @Override
        public void retire(String region, String name) {}

        @Override
        public void close() {}
    }

    private static FunctionSnapshot snapshot(String sha256) {
        FunctionConfiguration configuration = new FunctionConfiguration(
                "java21", "a::b", "r", "", 3, 128, Map.of(), Optional.empty(), JsonNodeFactory.instance.objectNode());
        return new FunctionSnapshot(configuration, sha256, 1, NOW, "r");
    }

    @BeforeEach
    void fill() {
        catalog.apply(() -> Changes.put(
                new LambdaFunction("f", "us-east-1", snapshot("new"), 1, Optional.of(4), Map.of()),
                new FunctionVersion("f", "us-east-1", 1, snapshot("old"), Optional.empty(), "r"),
                new FunctionAlias("f", "us-east-1", "live", "1", "", Map.of(), "r")));
    }

    @Test
    void theCodeOfTheVersionThatIsMeantRuns() {
        RunnableFunction latest = functions.resolve("us-east-1", "f", Optional.empty());
        assertThat(latest.version()).isEqualTo("$LATEST");
        assertThat(latest.codeSha256()).isEqualTo("new");
        assertThat(latest.concurrencyMax()).contains(4);
        for (String reference : new String[] {"f:1", "f:live", ARN + ":live"}) {
            RunnableFunction first = functions.resolve("us-east-1", reference, Optional.empty());
            assertThat(first.version()).isEqualTo("1");
            assertThat(first.codeSha256()).isEqualTo("old");
        }
        assertThat(functions.resolve("eu-west-1", ARN, Optional.of("live")).version())
                .isEqualTo("1");
    }

    @Test
    void whatIsNotThereIsNamedByItsArn() {
        for (String reference : new String[] {ARN + ":2", ARN.replace("000000000000", "123456789012"), ARN + "x"}) {
            assertThatThrownBy(() -> functions.resolve("us-east-1", reference, Optional.empty()))
                    .hasMessage("Function not found: " + reference);
        }
    }

    @Test
    void theFunctionIsToldWhatItWasCalledBy() throws InterruptedException {
        assertThat(functions.invoke("us-east-1", "f:live", new byte[0]).payload())
                .asString()
                .isEqualTo(ARN + ":live");
    }

    @Test
    void codeOfVersionsIsInUse() {
        assertThat(Functions.codeInUse(catalog)).containsExactlyInAnyOrder("new", "old");
    }
}
