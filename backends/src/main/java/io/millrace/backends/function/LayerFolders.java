package io.millrace.backends.function;

import io.millrace.backends.file.AtomicFile;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.RunnableFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The layers of functions as folders that look as `/opt` does at Lambda: one for each combination of layers, where a
/// file of a later layer is in place of one of the same name of an earlier. Files are linked, not copied, where the
/// file system can; symbolic links, which no zip of ours makes, are passed over.
///
/// They are made when a process needs them and removed when the server starts: making them anew costs little. Any
/// thread; one is made at a time.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html>
final class LayerFolders {
    /// Where Lambda would have them.
    static final Path OPT = Path.of("/opt");

    private final Path folder;
    private final LocalCode code;
    private final ReentrantLock merging = new ReentrantLock();

    /// @param folder nobody else's
    LayerFolders(Path folder, LocalCode code) throws IOException {
        this.folder = folder;
        this.code = code;
        FunctionFolders.remove(folder);
    }

    /// What goes into a merged folder.
    ///
    /// @param at where in it; empty for its top
    private record Part(Path source, String at) {}

    /// What would be `/opt` to the function; nothing when it has no layers.
    Optional<Path> opt(RunnableFunction function) {
        List<Path> layers = function.configuration().layers().stream()
                .map(layer -> code.unpacked(layer.codeSha256())
                        .orElseThrow(() -> new UnavailableException("The content of " + layer.arn() + " is not here")))
                .toList();
        return switch (layers.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(layers.getFirst());
            default ->
                Optional.of(
                        merged(layers.stream().map(layer -> new Part(layer, "")).toList()));
        };
    }

    /// The code of a Java function with the jars of its layers among its own: AWS's client for Java looks for those of
    /// layers in `/opt/java/lib` and nowhere else. The function's own are in place of those of the same name.
    Path withJars(Path taskRoot, Path opt) {
        Path jars = opt.resolve("java").resolve("lib");
        return Files.isDirectory(jars, LinkOption.NOFOLLOW_LINKS)
                ? merged(List.of(new Part(jars, "lib"), new Part(taskRoot, "")))
                : taskRoot;
    }

    /// A path below `/opt` that a user wrote, where it really is; any other stays as it is.
    static String real(String path, Optional<Path> opt) {
        Path asked = Path.of(path).normalize();
        return opt.isPresent() && asked.startsWith(OPT)
                ? opt.get().resolve(OPT.relativize(asked)).toString()
                : path;
    }

    private Path merged(List<Part> parts) {
        Path target = folder.resolve(name(parts));
        merging.lock();
        try {
            if (!Files.isDirectory(target)) {
                Path partial = folder.resolve("." + target.getFileName());
                FunctionFolders.remove(partial);
                for (Part part : parts) {
                    merge(part.source, partial.resolve(part.at));
                }
                AtomicFile.rename(partial, target, false);
            }
            return target;
        } catch (IOException e) {
            throw new UnavailableException("The layers of a function could not be merged: " + e.getMessage(), e);
        } finally {
            merging.unlock();
        }
    }

    private static void merge(Path source, Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            FunctionFolders.remove(target);
            Files.createDirectories(target);
        }
        for (Path child : FunctionFolders.children(source)) {
            Path to = target.resolve(child.getFileName());
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                merge(child, to);
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                FunctionFolders.remove(to);
                place(child, to);
            }
        }
    }

    private static void place(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system, or one without links.
            Files.copy(file, to);
        }
    }

    private static String name(List<Part> parts) {
        List<String> lines = new ArrayList<>();
        parts.forEach(part -> lines.add(part.source + " " + part.at));
        try {
            byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
