package io.millrace.bench;

import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.fasterxml.jackson.core.JsonFactory;
import io.millrace.bench.handler.AllowStream;
import io.millrace.bench.handler.AnswerPojo;
import io.millrace.bench.handler.AnswerStream;
import io.millrace.bench.handler.IdentityPojo;
import io.millrace.bench.handler.IdentityStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.joda.time.DateTime;

/// A function as it is deployed: what runs it, and its zip.
///
/// @param title for the figures
/// @param zip its bytes
record FunctionCode(String title, String runtime, String handler, byte[] zip) {
    private static final String NODE_ANSWER = "exports.handler = async () => 1;\n";
    private static final String PYTHON_ANSWER = "def handler(event, context):\n    return 1\n";

    /// A name for it.
    String name() {
        return title.replaceAll("[^A-Za-z]", "");
    }

    /// Functions that answer at once, in each language.
    static List<FunctionCode> answers() throws IOException {
        return List.of(
                java("Java, stream", AnswerStream.class, List.of()),
                java("Java, POJO", AnswerPojo.class, List.of()),
                text("Node.js", "nodejs18.x", "index.js", NODE_ANSWER),
                text("Python", "python3.9", "index.py", PYTHON_ANSWER));
    }

    /// An authorizer that lets in whoever asks.
    static FunctionCode authorizer() throws IOException {
        return java("authorizer", AllowStream.class, List.of());
    }

    /// Gives each record back, with a parser used by hand.
    static FunctionCode identityStream() throws IOException {
        return java("RequestStreamHandler", IdentityStream.class, List.of(JsonFactory.class));
    }

    /// The same, with AWS's classes.
    static FunctionCode identityPojo() throws IOException {
        return java("RequestHandler", IdentityPojo.class, List.of(KinesisFirehoseEvent.class, DateTime.class));
    }

    /// @param libraries one class of each library that it uses
    private static FunctionCode java(String title, Class<?> handler, List<Class<?>> libraries) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        String file = handler.getName().replace('.', '/') + ".class";
        try (InputStream in = handler.getResourceAsStream("/" + file)) {
            files.put(file, in.readAllBytes());
        }
        for (Class<?> library : libraries) {
            Path jar = jarOf(library);
            files.put("lib/" + jar.getFileName(), Files.readAllBytes(jar));
        }
        return new FunctionCode(title, "java25", handler.getName(), zip(files));
    }

    private static FunctionCode text(String title, String runtime, String file, String source) throws IOException {
        Map<String, byte[]> files = Map.of(file, source.getBytes(StandardCharsets.UTF_8));
        return new FunctionCode(title, runtime, "index.handler", zip(files));
    }

    private static Path jarOf(Class<?> library) {
        try {
            return Path.of(
                    library.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
