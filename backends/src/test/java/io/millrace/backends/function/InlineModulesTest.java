package io.millrace.backends.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.millrace.backends.function.FunctionFixture.Spec;
import io.millrace.core.function.InlineModules;
import io.millrace.core.function.RunnableFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The modules beside code that stands in a template, by what arrives at the response URL.
class InlineModulesTest {
    @TempDir
    Path folder;

    private final List<String> answers = new CopyOnWriteArrayList<>();
    private FunctionFixture fixture;
    private HttpServer receiver;

    @BeforeEach
    void open() throws IOException {
        fixture = new FunctionFixture(folder);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            answers.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " ["
                    + exchange.getRequestHeaders().getFirst("Content-Type") + "] "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
        fixture.close();
    }

    private RunnableFunction inline(String runtime, String file, String source) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(InlineModules.of(runtime));
        files.put(file, source.getBytes(StandardCharsets.UTF_8));
        return fixture.functionOf(Spec.of(runtime, "index.handler"), files);
    }

    private String event() {
        return "{\"StackId\":\"s\",\"RequestId\":\"r\",\"LogicalResourceId\":\"L\",\"ResponseURL\":\"http://127.0.0.1:"
                + receiver.getAddress().getPort() + "/a?b=c\"}";
    }

    @Test
    void aNodeFunctionAnswers() throws Exception {
        Assumptions.assumeTrue(FunctionFixture.has("nodejs18.x"), "this machine has no Node.js");
        RunnableFunction function = inline("nodejs18.x", "index.js", """
                const response = require('cfn-response');
                exports.handler = (event, context) =>
                    response.send(event, context, response.SUCCESS, { A: 'é' }, 'p', true, 'why');
                """);

        assertThat(fixture.call(function, event())).isEqualTo("null");
        assertThat(answers)
                .containsExactly("PUT /a?b=c [] {\"Status\":\"SUCCESS\",\"Reason\":\"why\",\"PhysicalResourceId\":"
                        + "\"p\",\"StackId\":\"s\",\"RequestId\":\"r\",\"LogicalResourceId\":\"L\",\"NoEcho\":true,"
                        + "\"Data\":{\"A\":\"é\"}}");
    }

    @Test
    void aPythonFunctionAnswers() throws Exception {
        Assumptions.assumeTrue(FunctionFixture.has("python3.9"), "this machine has no Python");
        RunnableFunction function = inline("python3.9", "index.py", """
                import cfnresponse
                def handler(event, context):
                    cfnresponse.send(event, context, cfnresponse.FAILED, {"A": 1})
                """);

        assertThat(fixture.call(function, event())).isEqualTo("null");
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst())
                .startsWith("PUT /a?b=c [] {\"Status\": \"FAILED\", \"Reason\": \"See the details in CloudWatch Log"
                        + " Stream: ")
                .contains("\"NoEcho\": false", "\"Data\": {\"A\": 1}");
    }

    @Test
    void aFunctionThatReachesNobodyEndsAllTheSame() throws Exception {
        Assumptions.assumeTrue(FunctionFixture.has("nodejs18.x"), "this machine has no Node.js");
        RunnableFunction function = inline(
                "nodejs18.x",
                "index.js",
                "const r = require('cfn-response'); exports.handler = (e, c) => r.send(e, c, r.FAILED)");
        String nobody = event().replaceAll("127.0.0.1:\\d+", "127.0.0.1:1");

        assertThat(fixture.call(function, nobody)).isEqualTo("null");
        assertThat(answers).isEmpty();
        assertThat(fixture.log.messages()).anyMatch(line -> line.contains("could not be answered"));
        assertThat(InlineModules.of("java21")).isEmpty();
    }
}
