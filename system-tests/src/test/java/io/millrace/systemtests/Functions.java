package io.millrace.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;

/// The code of the functions that tests upload: `system-tests/functions`, and the examples'.
final class Functions {
    private Functions() {}

    /// The jar of `system-tests/functions/java8`.
    static SdkBytes java8() {
        return file("system-tests/functions/java8/target/functions-java8.jar");
    }

    /// The jar of `examples/mysfits/clicks`.
    static SdkBytes mysfitsClicks() {
        return file("examples/mysfits/clicks/target/mysfits-clicks.jar");
    }

    /// A zip of a folder below `system-tests/functions`, as `zip -r` would make it: programs stay executable.
    static SdkBytes zip(String folder) {
        Path from = MillraceProcess.root().resolve("system-tests/functions").resolve(folder);
        try {
            Path temporary = Files.createTempDirectory("functions");
            Path zip = temporary.resolve(folder + ".zip");
            try (FileSystem to = FileSystems.newFileSystem(
                            URI.create("jar:" + zip.toUri()),
                            Map.of("create", "true", "enablePosixFileAttributes", "true"));
                    Stream<Path> files = Files.list(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path entry = to.getPath(file.getFileName().toString());
                    Files.copy(file, entry);
                    Files.setPosixFilePermissions(
                            entry,
                            PosixFilePermissions.fromString(Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
            SdkBytes bytes = SdkBytes.fromByteArrayUnsafe(Files.readAllBytes(zip));
            Files.delete(zip);
            Files.delete(temporary);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
