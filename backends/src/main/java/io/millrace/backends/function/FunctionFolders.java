package io.millrace.backends.function;

import io.millrace.backends.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What lies in the folder of functions: `code` (zips and what was in them), `layers` (layers that are together one's
/// `/opt`),
/// `runtimes` (what runs them), `run` (a
/// folder for each process, gone with it). Stateless beside its path; any thread.
record FunctionFolders(Path root) {
    Path code() {
        return root.resolve("code");
    }

    /// The boot of the machine in which code was unpacked.
    Path boot() {
        return root.resolve("boot");
    }

    Path layers() {
        return root.resolve("layers");
    }

    Path runtimes() {
        return root.resolve("runtimes");
    }

    Path run() {
        return root.resolve("run");
    }

    /// Makes a folder and those above it, each entry forced to disk.
    static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            make(folder.toAbsolutePath().getParent());
            Files.createDirectories(folder);
            AtomicFile.forceFolder(folder.toAbsolutePath().getParent());
        }
    }

    /// Removes a file, or a folder with all that is in it; links are removed, not followed. Does nothing when it is
    /// not there.
    static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : children(path)) {
                remove(child);
            }
        }
        Files.deleteIfExists(path);
    }

    static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
