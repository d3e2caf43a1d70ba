package io.millrace.backends.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.backends.function.FunctionFixture.Spec;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.RunnableFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lambda's contract of Node.js handlers.
class NodeFunctionTest {
    @TempDir
    Path folder;

    private FunctionFixture fixture;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(FunctionFixture.has("nodejs18.x"), "this machine has no Node.js");
        fixture = new FunctionFixture(folder);
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exports.handler = async (e) => ({ got: e.v })",
                "exports.handler = (e, c, callback) => setTimeout(() => callback(null, { got: e.v }), 5)",
                "exports.handler = (e, c) => c.done(null, { got: e.v })",
                "exports.handler = (e, c) => c.succeed({ got: e.v })",
                "exports.handler = (e, c, callback) => { c.callbackWaitsForEmptyEventLoop = false;"
                        + " setInterval(() => {}, 1000); callback(null, { got: e.v }) }"
            })
    void everyWayToAnswerIsUnderstood(String source) throws Exception {
        RunnableFunction function = fixture.node(source);
        assertThat(fixture.call(function, "{\"v\":1}")).isEqualTo("{\"got\":1}");
        assertThat(fixture.call(function, "{\"v\":2}")).isEqualTo("{\"got\":2}");
        assertThat(fixture.stats("f").crashes()).isZero();
    }

    @Test
    void aHandlerThatNeverAnswersHasAnsweredNull() throws Exception {
        assertThat(fixture.call(fixture.node("exports.handler = () => {}"), "{}"))
                .isEqualTo("null");
        assertThat(fixture.call(fixture.node("exports.handler = async () => {}"), "{}"))
                .isEqualTo("null");
    }

    @Test
    void modulesAreLoadedAsNodeDoes() throws Exception {
        assertThat(fixture.call(
                        fixture.function(
                                Spec.of("nodejs18.x", "src/app.api.run"),
                                Map.of("src/app.mjs", "export const api = { run: async (e) => e }")),
                        "[1]"))
                .isEqualTo("[1]");
        assertThat(fixture.call(
                        fixture.function(
                                Spec.of("nodejs18.x", "app.handler"),
                                Map.of(
                                        "package.json",
                                        "{\"type\":\"module\"}",
                                        "app.js",
                                        "export async function handler(e) { return e }")),
                        "[2]"))
                .isEqualTo("[2]");
        assertThat(fixture.call(
                        fixture.function(
                                Spec.of("nodejs18.x", "app.handler"),
                                Map.of(
                                        "app.cjs",
                                        "exports.handler = async (e) => require('./lib')(e)",
                                        "lib.js",
                                        "module.exports = (e) => e")),
                        "[3]"))
                .isEqualTo("[3]");
    }

    @Test
    void theContextIsComplete() throws Exception {
        RunnableFunction function = fixture.node("""
                exports.handler = async (e, c) => [c.functionName, c.functionVersion, c.memoryLimitInMB, c.logGroupName,
                    c.invokedFunctionArn, /^[0-9a-f-]{36}$/.test(c.awsRequestId), c.getRemainingTimeInMillis() > 1000]
                """);
        assertThat(fixture.call(function, "{}"))
                .isEqualTo(
                        "[\"f\",\"$LATEST\",\"256\",\"/aws/lambda/f\",\"" + function.functionArn() + "\",true,true]");
    }

    @Test
    void errorsHaveLambdasShape() throws Exception {
        FunctionResult thrown =
                fixture.invoke(fixture.node("exports.handler = async () => { throw new TypeError('no') }"), "{}");
        assertThat(thrown.error()).contains("Unhandled");
        assertThat(FunctionFixture.text(thrown))
                .startsWith("{\"errorType\":\"TypeError\",\"errorMessage\":\"no\",\"trace\":[\"TypeError: no\"");
        assertThat(FunctionFixture.tail(thrown)).contains("ERROR\tInvoke Error ");
        assertThat(fixture.call(fixture.node("exports.handler = (e, c, cb) => cb('text')"), "{}"))
                .isEqualTo("{\"errorType\":\"string\",\"errorMessage\":\"text\",\"trace\":[]}");
        assertThat(fixture.call(
                        fixture.node(
                                "exports.handler = async () => { Promise.reject(new Error('lost')); await new Promise(r => setTimeout(r, 9000)) }"),
                        "{}"))
                .contains("Runtime.UnhandledPromiseRejection", "lost");
        assertThat(fixture.call(fixture.node("exports.handler = async () => ({ big: 1n })"), "{}"))
                .contains("Runtime.MarshalError");
    }

    @Test
    void whatCannotBeLoadedIsTheErrorOfTheCall() throws Exception {
        assertThat(fixture.call(fixture.node("require('./nothing')"), "{}")).contains("Runtime.ImportModuleError");
        assertThat(fixture.call(fixture.node("exports.other = 1"), "{}")).contains("Runtime.HandlerNotFound");
        assertThat(fixture.call(fixture.node("exports.handler = ("), "{}")).contains("Runtime.UserCodeSyntaxError");
        assertThat(fixture.call(fixture.node("throw new RangeError('at load')"), "{}"))
                .contains("RangeError", "at load");
    }

    @Test
    void theConsoleHasLambdasForm() throws Exception {
        FunctionResult result =
                fixture.invoke(fixture.node("exports.handler = async () => { console.warn('a %s', 1) }"), "{}");
        assertThat(FunctionFixture.tail(result))
                .containsPattern("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\\t[0-9a-f-]{36}\\tWARN\\ta 1\\n");
    }
}
