package io.millrace.systemtests;

import io.millrace.systemtests.Cloud.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;

/// The code of the functions that tests upload: `system-tests/functions`, and the examples'.
final class Functions {
    private Functions() {}

    private static final String JAVA8_JAR = "system-tests/functions/java8/target/functions-java8.jar";

    /// The jar of `system-tests/functions/java8`, all of whose 7,000 classes are unpacked.
    static Code java8Jar(String handler) {
        return new Code("java8.al2", "io.millrace.functions." + handler, file(JAVA8_JAR));
    }

    /// The jar of `examples/mysfits/clicks`.
    static SdkBytes mysfitsClicks() {
        return file("examples/mysfits/clicks/target/mysfits-clicks.jar");
    }

    /// A zip of a folder below `system-tests/functions`, as `zip -r` would make it: programs stay executable.
    static SdkBytes zip(String folder) {
        Path from = MillraceProcess.root().resolve("system-tests/functions").resolve(folder);
        try (Stream<Path> files = Files.list(from)) {
            return zip(files.filter(Files::isRegularFile).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A zip of one file.
    static SdkBytes zip(String name, String text) {
        try {
            Path folder = Files.createTempDirectory("functions");
            Path file = Files.writeString(folder.resolve(name), text);
            SdkBytes zip = zip(List.of(file));
            Files.delete(file);
            Files.delete(folder);
            return zip;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SdkBytes zip(List<Path> files) throws IOException {
        return zip("", files);
    }

    private static SdkBytes zip(String at, List<Path> files) throws IOException {
        Path folder = Files.createTempDirectory("functions");
        Path zip = folder.resolve("function.zip");
        try (FileSystem to = FileSystems.newFileSystem(
                URI.create("jar:" + zip.toUri()), Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
            Files.createDirectories(to.getPath("/", at));
            for (Path file : files) {
                Path entry = to.getPath("/", at, file.getFileName().toString());
                Files.copy(file, entry);
                Files.setPosixFilePermissions(
                        entry, PosixFilePermissions.fromString(Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        SdkBytes bytes = SdkBytes.fromByteArrayUnsafe(Files.readAllBytes(zip));
        Files.delete(zip);
        Files.delete(folder);
        return bytes;
    }

    /// A handler of `system-tests/functions/java8`, its jar in the zip's folder `lib`.
    static Code java(String handler) {
        try {
            return new Code(
                    "java8.al2",
                    "io.millrace.functions." + handler,
                    zip("lib", List.of(MillraceProcess.root().resolve(JAVA8_JAR))));
        } catch (IOException e) {
            throw new UncheckedIOException(JAVA8_JAR + " is not built", e);
        }
    }

    /// A handler of `system-tests/functions/node`.
    static Code node(String handler) {
        return new Code("nodejs20.x", handler, zip("node"));
    }

    /// A handler of `system-tests/functions/python`.
    static Code python(String handler) {
        return new Code("python3.11", handler, zip("python"));
    }

    /// A handler of `system-tests/functions/provided`.
    static Code provided(String handler) {
        return new Code("provided.al2023", handler, zip("provided"));
    }

    /// A Firehose transformation of lines that puts the language before them; those with `drop` and `fail` it drops
    /// and fails.
    static Code transform(String language) {
        return switch (language) {
            case "java8" -> java("Enricher::handleRequest");
            case "node" -> node("index.transform");
            case "python" -> python("handler.transform");
            default -> provided("bootstrap.transform");
        };
    }

    /// Goes wrong as its input, or FAULT of its environment, says.
    static Code faults(String language) {
        return switch (language) {
            case "java8" -> java("Faults::handleRequest");
            case "node" -> node("index.faults");
            case "python" -> python("handler.faults");
            default -> provided("bootstrap.faults");
        };
    }

    private static SdkBytes file(String path) {
        try {
            return SdkBytes.fromByteArrayUnsafe(
                    Files.readAllBytes(MillraceProcess.root().resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(path + " is not built", e);
        }
    }
}
