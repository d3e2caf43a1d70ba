package io.millrace.backends.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.function.FunctionFixture.Spec;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.resource.lambda.LayerUse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What functions find of their layers, where there is no `/opt` of their own.
class LayerTest {
    @TempDir
    Path folder;

    private FunctionFixture fixture;
    private Path layers;

    @BeforeEach
    void open() throws IOException {
        fixture = new FunctionFixture(folder);
        layers = folder.resolve("functions/layers");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private LayerUse layer(Map<String, String> files) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return layerOf(FunctionFixture.zip(bytes));
    }

    private LayerUse layerOf(byte[] zip) throws IOException {
        String sha256 = fixture.code.put(new ByteArrayInputStream(zip)).sha256();
        return new LayerUse("arn:aws:lambda:eu-west-1:000000000000:layer:l:1", zip.length, sha256);
    }

    private static RunnableFunction with(RunnableFunction function, LayerUse... layers) {
        return new RunnableFunction(
                function.region(),
                function.name(),
                function.version(),
                function.configuration().withLayers(List.of(layers)),
                function.codeSha256(),
                function.concurrencyMax());
    }

    @Test
    void nodeFindsModulesOfLaterLayersFirst() throws Exception {
        Assumptions.assumeTrue(FunctionFixture.has("nodejs18.x"), "this machine has no Node.js");
        RunnableFunction function = fixture.node("exports.handler = async () => ['a', 'b', 'c', 'own'].map(require)"
                + ".concat(process.env.PATH.endsWith('/bin'))");
        LayerUse first = layer(Map.of(
                "nodejs/node_modules/a/index.js", "module.exports = 'a1'",
                "nodejs/node_modules/b/index.js", "module.exports = 'b1'",
                "nodejs/node_modules/own.js", "module.exports = 'of a layer'",
                "nodejs/node18/node_modules/c/index.js", "module.exports = 'c of 18'"));
        LayerUse second = layer(Map.of(
                "nodejs/node_modules/b/index.js", "module.exports = 'b2'",
                "nodejs/node_modules/c/index.js", "module.exports = 'c of all'"));

        assertThat(fixture.call(with(function, first, second), "{}"))
                .isEqualTo("[\"a1\",\"b2\",\"c of 18\",\"of a layer\",true]");
        assertThat(fixture.call(with(function, second, first), "{}"))
                .isEqualTo("[\"a1\",\"b1\",\"c of 18\",\"of a layer\",true]");
        assertThat(FunctionFolders.children(layers)).hasSize(2);
        assertThat(FunctionFixture.text(fixture.invoke(function, "{}"))).contains("Cannot find module 'a'");
    }

    @Test
    void pythonFindsModulesAndItsOwnBeforeThem() throws Exception {
        Assumptions.assumeTrue(FunctionFixture.has("python3.9"), "this machine has no Python");
        RunnableFunction function = fixture.function(
                Spec.of("python3.9", "main.handler"),
                Map.of(
                        "main.py",
                        "import one, two, own, os\ndef handler(e, c):\n"
                                + "  return [one.v, two.v, own.v, os.path.isfile(os.environ['MILLRACE_OPT'] + '/data')]",
                        "own.py",
                        "v = 'own'"));
        LayerUse layer = layer(Map.of(
                "python/one.py", "v = 1",
                "python/own.py", "v = 'of the layer'",
                "python/lib/python3.9/site-packages/two.py", "v = 2",
                "data", "x"));

        assertThat(fixture.call(with(function, layer), "{}")).isEqualTo("[1, 2, \"own\", true]");
        assertThat(layers).as("one layer needs no merging").doesNotExist();
    }

    @Test
    void javaFindsJarsOfLayersAndTheyFindTheFunction() throws Exception {
        Map<String, byte[]> classes = JavaFunctionTest.compile(folder, """
                public class Handlers {
                    public interface Named { String name(); }
                    public static class FromLayer implements Named { public String name() { return "from a layer"; } }
                    public String handle(Object in) throws Exception {
                        return ((Named) Class.forName("Handlers$FromLayer").getConstructor().newInstance()).name();
                    }
                }
                """);
        byte[] provided = classes.remove("Handlers$FromLayer.class");
        byte[] jar = FunctionFixture.zip(Map.of("Handlers$FromLayer.class", provided));
        RunnableFunction function = fixture.functionOf(Spec.of("java17", "Handlers::handle"), classes);

        assertThat(FunctionFixture.text(fixture.invoke(function, "{}"))).contains("ClassNotFoundException");
        assertThat(fixture.call(with(function, layerOf(FunctionFixture.zip(Map.of("java/lib/x.jar", jar)))), "{}"))
                .isEqualTo("\"from a layer\"");
    }

    @Test
    void aRuntimeOfItsOwnMayLieInALayer() throws Exception {
        String bootstrap = """
                #!/bin/sh
                api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation
                id=$(curl -s -D - -o /dev/null $api/next | tr -d '\\r' | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')
                curl -s -d "\\"$(tool)\\"" $api/$id/response > /dev/null
                """;
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "this machine has no curl");
        Path zip = ZipFiles.withMode(folder.resolve("layer.zip"), "bootstrap", bootstrap, "rwxr-xr-x");
        RunnableFunction function = fixture.function(Spec.of("provided.al2023", "any"), Map.of("x", "y"));
        LayerUse runtime = layerOf(Files.readAllBytes(zip));

        assertThatThrownBy(() -> fixture.runner.require(function))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("not there");
        fixture.runner.require(with(function, runtime));
        LayerUse bin = layerOf(inBin("tool", "#!/bin/sh\necho from bin"));
        FunctionResult result = fixture.invoke(with(function, runtime, bin), "{}");
        assertThat(FunctionFixture.text(result)).isEqualTo("\"from bin\"");
    }

    private byte[] inBin(String name, String text) throws IOException {
        Path zip = folder.resolve("bin.zip");
        try (InputStream in = Files.newInputStream(ZipFiles.withMode(zip, "bin-" + name, text, "rwxr-xr-x"))) {
            return renamed(in.readAllBytes(), "bin-" + name, "bin/" + name);
        }
    }

    /// Of the same length, so that the zip stays a zip.
    private static byte[] renamed(byte[] zip, String from, String to) {
        return new String(zip, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aWrapperMayLieInALayer() throws Exception {
        Assumptions.assumeTrue(FunctionFixture.has("nodejs18.x"), "this machine has no Node.js");
        Path zip = ZipFiles.withMode(
                folder.resolve("w.zip"), "wrapper", "#!/bin/sh\nexport SAID=wrapped\nexec \"$@\"\n", "rwxr-xr-x");
        Spec spec = Spec.of("nodejs18.x", "index.handler").with(Map.of("AWS_LAMBDA_EXEC_WRAPPER", "/opt/wrapper"));
        RunnableFunction function =
                fixture.function(spec, Map.of("index.js", "exports.handler = async () => process.env.SAID"));

        assertThat(fixture.call(with(function, layerOf(Files.readAllBytes(zip))), "{}"))
                .isEqualTo("\"wrapped\"");
    }

    @Test
    void aPathBelowOptStaysBelowTheLayers() {
        Optional<Path> opt = Optional.of(Path.of("/data/layers/x"));
        assertThat(LayerFolders.real("/opt/a/b", opt)).isEqualTo("/data/layers/x/a/b");
        assertThat(LayerFolders.real("/opt/../etc/passwd", opt)).isEqualTo("/opt/../etc/passwd");
        assertThat(LayerFolders.real("/optional/a", opt)).isEqualTo("/optional/a");
        assertThat(LayerFolders.real("/opt/a", Optional.empty())).isEqualTo("/opt/a");
    }

    @Test
    void linksThatAFunctionLeftInALayerLeadNowhereFromTheMergedFolder() throws Exception {
        LayerUse first = layer(Map.of("a/x", "1", "b", "file"));
        LayerUse second = layer(Map.of("a", "now a file", "b/y", "now a folder"));
        Path unpacked = fixture.code.unpacked(first.codeSha256()).orElseThrow();
        Path secret = Files.writeString(folder.resolve("secret"), "s");
        Files.createSymbolicLink(unpacked.resolve("link"), secret);
        Files.createSymbolicLink(unpacked.resolve("folder"), folder);
        LayerFolders merging = new LayerFolders(layers, fixture.code);
        RunnableFunction function = fixture.function(Spec.of("python3.9", "main.handler"), Map.of("main.py", ""));

        Path merged = merging.opt(with(function, first, second)).orElseThrow();

        List<String> names = new ArrayList<>();
        FunctionFolders.children(merged)
                .forEach(child -> names.add(child.getFileName().toString()));
        assertThat(names).containsExactlyInAnyOrder("a", "b");
        assertThat(merged.resolve("a")).hasContent("now a file");
        assertThat(merged.resolve("b/y")).hasContent("now a folder");
        assertThat(unpacked.resolve("a/x")).hasContent("1");
        assertThat(fixture.code.contents(second.codeSha256()).bytes()).isEqualTo(22);
        assertThat(fixture.code.contents(second.codeSha256()).names()).containsExactlyInAnyOrder("a", "b");
    }
}
