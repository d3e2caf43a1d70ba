package io.millrace.backends.function;

import io.millrace.core.function.RunnableFunction;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Zips that keep permissions.
final class ZipFiles {
    private ZipFiles() {}

    static Path withMode(Path zip, String name, String text, String mode) throws IOException {
        try (FileSystem files =
                FileSystems.newFileSystem(zip, Map.of("create", true, "enablePosixFileAttributes", true))) {
            Path file = Files.writeString(files.getPath(name), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        }
        return zip;
    }

    static RunnableFunction function(FunctionFixture fixture, FunctionFixture.Spec spec, Path zip) throws IOException {
        String sha256;
        try (InputStream in = Files.newInputStream(zip)) {
            sha256 = fixture.code.put(in).sha256();
        }
        RunnableFunction like = fixture.function(spec, Map.of("unused", ""));
        FunctionConfiguration configuration = like.configuration();
        return new RunnableFunction(
                like.region(), like.name(), like.version(), configuration, sha256, like.concurrencyMax());
    }
}
