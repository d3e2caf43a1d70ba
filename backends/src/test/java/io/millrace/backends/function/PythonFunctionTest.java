package io.millrace.backends.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.backends.function.FunctionFixture.Spec;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lambda's contract of Python handlers.
class PythonFunctionTest {
    @TempDir
    Path folder;

    private FunctionFixture fixture;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(FunctionFixture.has("python3.9"), "this machine has no Python");
        fixture = new FunctionFixture(folder);
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @Test
    void aHandlerIsCalledAndItsProcessServesTheNextCall() throws Exception {
        RunnableFunction function = fixture.python("""
                import os
                def handler(event, context):
                    return {"you": event["me"], "pid": os.getpid()}
                """);
        String first = fixture.call(function, "{\"me\":1}");
        String second = fixture.call(function, "{\"me\":1}");
        assertThat(first).startsWith("{\"you\": 1, \"pid\": ").isEqualTo(second);
        assertThat(fixture.stats("f").coldStarts()).isEqualTo(1);
        assertThat(fixture.stats("f").invocations()).isEqualTo(2);
    }

    @Test
    void theContextIsComplete() throws Exception {
        RunnableFunction function = fixture.python("""
                def handler(event, c):
                    return [c.aws_request_id, c.function_name, c.function_version, c.invoked_function_arn,
                        c.memory_limit_in_mb, c.log_group_name, 0 < c.get_remaining_time_in_millis() <= 20000,
                        c.client_context.custom["k"], c.identity.cognito_identity_id]
                """);
        String arn = function.functionArn() + ":live";
        Invocation invocation = new Invocation(
                "11111111-2222-3333-4444-555555555555",
                "{}".getBytes(StandardCharsets.UTF_8),
                arn,
                Optional.of("{\"custom\":{\"k\":\"v\"}}"),
                Optional.empty());
        FunctionResult result = fixture.runner.invoke(function, invocation);
        assertThat(FunctionFixture.text(result))
                .isEqualTo("[\"11111111-2222-3333-4444-555555555555\", \"f\", \"$LATEST\", \"" + arn
                        + "\", \"256\", \"/aws/lambda/f\", true, \"v\", null]");
    }

    @Test
    void aHandlerMayLieInAPackage() throws Exception {
        RunnableFunction function = fixture.function(
                Spec.of("python3.9", "pkg/sub.mod.run"),
                Map.of("pkg/__init__.py", "", "pkg/sub/__init__.py", "", "pkg/sub/mod.py", "def run(e, c): return e"));
        assertThat(fixture.call(function, "[1]")).isEqualTo("[1]");
    }

    @Test
    void whatIsThrownIsAnErrorWithItsTypeAndStack() throws Exception {
        RunnableFunction function = fixture.python("""
                def handler(event, context):
                    raise ValueError("no such é")
                """);
        FunctionResult result = fixture.invoke(function, "{}");
        assertThat(result.error()).contains("Unhandled");
        assertThat(FunctionFixture.text(result))
                .contains(
                        "\"errorMessage\": \"no such é\"",
                        "\"errorType\": \"ValueError\"",
                        "\"stackTrace\": [",
                        "main.py");
        assertThat(FunctionFixture.tail(result)).contains("[ERROR] ValueError: no such é");
        assertThat(fixture.call(function, "{}")).contains("ValueError");
        assertThat(fixture.stats("f").coldStarts()).as("it lives on").isEqualTo(1);
    }

    @Test
    void whatCannotBeLoadedIsTheErrorOfTheCall() throws Exception {
        assertThat(fixture.call(fixture.python("import nothing_like_this"), "{}"))
                .contains("Runtime.ImportModuleError", "No module named 'nothing_like_this'");
        assertThat(fixture.call(fixture.python("def other(e, c): pass"), "{}"))
                .contains("Runtime.HandlerNotFound", "Handler 'handler' missing on module 'main'");
        assertThat(fixture.call(fixture.python("def handler(:"), "{}")).contains("Runtime.UserCodeSyntaxError");
        assertThat(fixture.call(fixture.python("raise KeyError('x')"), "{}")).contains("\"errorType\": \"KeyError\"");
    }

    @Test
    void whatIsNoJsonIsAMarshalError() throws Exception {
        RunnableFunction function = fixture.python("def handler(e, c): return {1, 2}");
        assertThat(fixture.call(function, "{}"))
                .contains("Runtime.MarshalError", "Object of type set is not JSON serializable");
    }

    @Test
    void whatIsPrintedAndLoggedIsInTheLogOfItsCall() throws Exception {
        RunnableFunction function = fixture.python("""
                import logging, sys
                print("loading")
                def handler(event, context):
                    print("printed " + event)
                    sys.stderr.write("to stderr, no line end")
                    logging.getLogger().warning("logged")
                """);
        FunctionResult first = fixture.invoke(function, "\"one\"");
        FunctionResult second = fixture.invoke(function, "\"two\"");
        assertThat(FunctionFixture.tail(first))
                .matches(
                        "(?s)INIT_START [^\\n]+\\nloading\\nSTART RequestId: \\S+ Version: \\$LATEST\\nprinted one\\n.*"
                                + "END RequestId: \\S+\\nREPORT RequestId: \\S+\\tDuration: [0-9.]+ ms\\tBilled Duration: \\d+ ms"
                                + "\\tMemory Size: 256 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: [0-9.]+ ms\\n");
        assertThat(FunctionFixture.tail(first))
                .containsPattern("\\[WARNING\\]\\t\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\\t[0-9a-f-]{36}\\tlogged\\n")
                .contains("to stderr, no line end");
        assertThat(FunctionFixture.tail(second))
                .startsWith("START")
                .contains("printed two")
                .doesNotContain("one", "Init");
        assertThat(fixture.log.entries.peek().stream()).matches("\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST\\][0-9a-f]{32}");
    }

    @Test
    void theEnvironmentIsLambdasAndNothingOfOurs() throws Exception {
        RunnableFunction function = fixture.function(
                Spec.of("python3.9", "main.handler").with(Map.of("STAGE", "test", "TZ", "Europe/Berlin")),
                Map.of("main.py", """
                        import os, sys
                        def handler(event, context):
                            return {**os.environ, "cwd": os.getcwd(), "stdin": sys.stdin.read()}
                        """));
        JsonNode all = new ObjectMapper().readTree(fixture.call(function, "{}"));
        assertThat(all.path("STAGE").asText()).isEqualTo("test");
        assertThat(all.path("TZ").asText()).isEqualTo("Europe/Berlin");
        assertThat(all.path("_HANDLER").asText()).isEqualTo("main.handler");
        assertThat(all.path("AWS_LAMBDA_FUNCTION_NAME").asText()).isEqualTo("f");
        assertThat(all.path("AWS_REGION").asText()).isEqualTo(FunctionFixture.REGION);
        assertThat(all.path("AWS_EXECUTION_ENV").asText()).isEqualTo("AWS_Lambda_python3.9");
        assertThat(all.path("AWS_ENDPOINT_URL").asText()).isEqualTo("http://127.0.0.1:4566");
        assertThat(all.path("AWS_SESSION_TOKEN").asText()).isEqualTo("TOKEN");
        assertThat(all.path("cwd").asText())
                .isEqualTo(all.path("LAMBDA_TASK_ROOT").asText());
        assertThat(all.path("stdin").asText()).isEmpty();
        for (Map.Entry<String, String> own : System.getenv().entrySet()) {
            if (!own.getKey().matches("PATH|LANG|TZ|HOME|TMPDIR|LC_CTYPE|PWD|SHLVL|_|NO_PROXY|no_proxy|.*PYTHON.*")) {
                assertThat(all.path(own.getKey()).asText())
                        .as(own.getKey())
                        .isNotEqualTo(own.getValue().isEmpty() ? "-" : own.getValue());
            }
        }
    }
}
