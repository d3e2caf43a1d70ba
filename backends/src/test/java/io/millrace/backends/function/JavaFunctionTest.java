package io.millrace.backends.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.backends.function.FunctionFixture.Spec;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.RunnableFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Java handlers, compiled for Java 8, run by AWS's own runtime interface client.
class JavaFunctionTest {
    private static final String SOURCE = """
            import com.amazonaws.services.lambda.runtime.*;
            import java.io.*;
            import java.util.*;
            public class Handlers {
                public static class Pojo { private String name; public String getName() { return name; }
                    public void setName(String n) { name = n; } }
                public static class ForMap implements RequestHandler<Map<String, Object>, String> {
                    public String handleRequest(Map<String, Object> in, Context c) {
                        c.getLogger().log("for " + in.get("name"));
                        return "Hello " + in.get("name") + " of " + c.getFunctionName();
                    }
                }
                public static class ForStream implements RequestStreamHandler {
                    public void handleRequest(InputStream in, OutputStream out, Context c) throws IOException {
                        byte[] b = new byte[8192];
                        for (int n = in.read(b); n >= 0; n = in.read(b)) out.write(b, 0, n);
                    }
                }
                public Pojo pojo(Pojo in, Context c) { in.setName(in.getName() + "!"); return in; }
                public String fails(Object in) { throw new IllegalStateException("not now"); }
                public String reaches(Object in) throws Exception {
                    Throwable.class.getDeclaredField("detailMessage").setAccessible(true);
                    return "reached";
                }
                public String properties(Object in) {
                    return System.getProperty("https.proxyPort") + " " + System.getProperty("javax.net.ssl.trustStoreType")
                        + " " + (Runtime.getRuntime().maxMemory() >> 20) + " " + System.getProperty("java.io.tmpdir").contains("run");
                }
            }
            """;

    @TempDir
    Path folder;

    private FunctionFixture fixture;
    private Map<String, byte[]> classes;

    @BeforeEach
    void open() throws IOException {
        fixture = new FunctionFixture(folder);
        classes = compile(folder, SOURCE);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /// Classes by their path in the zip.
    static Map<String, byte[]> compile(Path folder, String source) throws IOException {
        Path runtime = new RuntimeFiles(folder.resolve("functions/runtimes")).folder();
        Path file = Files.writeString(folder.resolve("Handlers.java"), source);
        Path out = Files.createDirectories(folder.resolve("classes"));
        List<String> options = List.of(
                "--release",
                "8",
                "-Xlint:-options",
                "-cp",
                runtime.resolve("java/aws-lambda-java-core.jar").toString(),
                "-d",
                out.toString(),
                file.toString());
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
        assertThat(status).isZero();
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(out)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                classes.put(out.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return classes;
    }

    private RunnableFunction function(String handler) throws IOException {
        return fixture.functionOf(Spec.of("java8.al2", handler), classes);
    }

    @Test
    void aRequestHandlerIsCalled() throws Exception {
        RunnableFunction function = function("Handlers$ForMap");
        FunctionResult result = fixture.invoke(function, "{\"name\":\"you\"}");
        assertThat(FunctionFixture.text(result)).isEqualTo("\"Hello you of f\"");
        assertThat(FunctionFixture.tail(result)).contains("for you\n", "Init Duration");
        fixture.invoke(function, "{\"name\":\"you\"}");
        assertThat(fixture.stats("f").coldStarts()).isEqualTo(1);
    }

    @Test
    void aStreamHandlerIsCalledWithTheBytes() throws Exception {
        assertThat(fixture.call(function("Handlers$ForStream::handleRequest"), "{\"a\": 1 }"))
                .isEqualTo("{\"a\": 1 }");
    }

    @Test
    void aMethodWithAPojoIsCalled() throws Exception {
        assertThat(fixture.call(function("Handlers::pojo"), "{\"name\":\"x\"}")).isEqualTo("{\"name\":\"x!\"}");
    }

    @Test
    void aJarInTheLibFolderIsOnTheClassPath() throws Exception {
        Map<String, byte[]> zip = Map.of("lib/handlers.jar", FunctionFixture.zip(classes));
        assertThat(fixture.call(fixture.functionOf(Spec.of("java21", "Handlers$ForStream"), zip), "1"))
                .isEqualTo("1");
    }

    @Test
    void whatIsThrownIsTheError() throws Exception {
        FunctionResult result = fixture.invoke(function("Handlers::fails"), "{}");
        assertThat(result.error()).contains("Unhandled");
        assertThat(FunctionFixture.text(result))
                .contains(
                        "\"errorMessage\":\"not now\"",
                        "\"errorType\":\"java.lang.IllegalStateException\"",
                        "\"stackTrace\":[");
    }

    @Test
    void aClassThatIsNotThereIsTheError() throws Exception {
        assertThat(fixture.call(function("nowhere.Handler"), "{}")).contains("Class not found: nowhere.Handler");
    }

    /// The AWS SDK 1.11 makes its exceptions so.
    @Test
    void whatWasMadeForAnOlderJavaReachesIntoJavasOwnClasses() throws Exception {
        assertThat(fixture.call(function("Handlers::reaches"), "{}")).isEqualTo("\"reached\"");
        RunnableFunction newer = fixture.functionOf(Spec.of("java17", "Handlers::reaches"), classes);
        assertThat(fixture.call(newer, "{}")).contains("InaccessibleObjectException");
    }

    @Test
    void theHeapAndTheWayOutAreSet() throws Exception {
        assertThat(fixture.call(function("Handlers::properties"), "{}")).matches("\"4567 PKCS12 2[01]\\d true\"");
    }
}
