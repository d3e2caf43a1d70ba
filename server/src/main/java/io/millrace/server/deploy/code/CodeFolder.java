package io.millrace.server.deploy.code;

import io.millrace.core.limit.Limit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A folder of code as a zip. The same files make the same bytes: names are sorted, times are left out. Folders of
/// version control and of Millrace's own data are left out; links are followed within the folder and refused where they
/// lead out of it.
///
/// Bounds: [Limit#FUNCTION_CODE_BYTES] of content, [Limit#FUNCTION_CODE_ENTRIES] files.
final class CodeFolder {
    private static final Set<String> LEFT_OUT = Set.of(".git", ".millrace", ".millrace-demo");
    private static final Path DATA_MARK = Path.of("log", ".lock");

    private final Path root;
    private final Path realRoot;
    private final List<Path> files = new ArrayList<>();

    private CodeFolder(Path root) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
    }

    /// Writes the folder's files into a zip.
    ///
    /// @throws IOException with a message for the user when it is too large, or holds what it may not
    static void pack(Path folder, Path zip) throws IOException {
        CodeFolder packed = new CodeFolder(folder);
        packed.collect(folder, List.of());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip))) {
            packed.write(out);
        }
    }

    /// One file that is no zip, as a zip.
    static void packFile(Path file, Path zip) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip));
                InputStream in = Files.newInputStream(file)) {
            ZipWriter writer = new ZipWriter(out);
            writer.add(file.getFileName().toString(), in, Files.isExecutable(file));
            writer.finish();
        }
    }

    /// Whether a folder is not code: that of version control, or one that a server keeps its data in.
    static boolean isLeftOut(Path folder) {
        return LEFT_OUT.contains(folder.getFileName().toString()) || Files.exists(folder.resolve(DATA_MARK));
    }

    private void write(OutputStream out) throws IOException {
        ZipWriter writer = new ZipWriter(out);
        long bytes = 0;
        for (Path file : files) {
            if (bytes + Files.size(file) > Limit.FUNCTION_CODE_BYTES.value()) {
                throw new IOException(root + " holds more than the " + Limit.FUNCTION_CODE_BYTES.value()
                        + " bytes that code may have");
            }
            try (InputStream in = Files.newInputStream(file)) {
                bytes += writer.add(name(file), in, Files.isExecutable(file));
            }
        }
        writer.finish();
    }

    private String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /// @param above real paths of the folders that it lies in, to notice a link that leads back
    private void collect(Path folder, List<Path> above) throws IOException {
        List<Path> here = new ArrayList<>(above);
        here.add(folder.toRealPath());
        List<Path> names;
        try (Stream<Path> entries = Files.list(folder)) {
            names = entries.sorted().toList();
        }
        for (Path entry : names) {
            if (Files.isSymbolicLink(entry)) {
                checkLink(entry, here);
            }
            if (Files.isDirectory(entry)) {
                if (!isLeftOut(entry)) {
                    collect(entry, here);
                }
            } else if (Files.isRegularFile(entry)) {
                files.add(entry);
                if (files.size() > Limit.FUNCTION_CODE_ENTRIES.value()) {
                    throw new IOException(root + " holds more than the " + Limit.FUNCTION_CODE_ENTRIES.value()
                            + " files that code may have");
                }
            } else {
                throw new IOException(entry + " is neither a file nor a folder and cannot be packed");
            }
        }
    }

    private void checkLink(Path link, List<Path> above) throws IOException {
        if (!Files.exists(link)) {
            throw new IOException(link + " is a link to nothing and cannot be packed");
        }
        Path real = link.toRealPath();
        if (!real.startsWith(realRoot)) {
            throw new IOException(link + " is a link that leads out of " + root + ": copy what it leads to");
        }
        if (above.contains(real)) {
            throw new IOException(link + " is a link to a folder that it lies in");
        }
    }
}
