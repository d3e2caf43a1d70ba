package io.millrace.backends.log;

import io.millrace.backends.file.AtomicFile;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// The consumers of a stream and their checkpoints, one file each. A consumer exists from its first reader on, so that
/// retention waits for it. Any thread.
final class Consumers {
    private final String stream;
    private final Path folder;
    private final boolean fsync;
    private final Set<String> open = new HashSet<>();
    private Map<String, Checkpoint> checkpoints;
    private String ended;

    Consumers(String stream, Path folder, boolean fsync) {
        this.stream = stream;
        this.folder = folder;
        this.fsync = fsync;
    }

    /// Begins the one reader of a consumer.
    ///
    /// @throws IllegalStateException when it has one
    synchronized Checkpoint open(String name) throws IOException {
        checkOpen();
        if (open.contains(name)) {
            throw new IllegalStateException(
                    "Consumer '%s' of stream '%s' has an open reader; close it first".formatted(name, stream));
        }
        if (!load().containsKey(name)) {
            Files.createDirectories(folder);
            write(name, Checkpoint.START);
            if (fsync) {
                AtomicFile.forceFolder(folder.getParent());
                AtomicFile.forceFolder(folder.getParent().toAbsolutePath().getParent());
            }
        }
        open.add(name);
        return load().get(name);
    }

    synchronized void close(String name) {
        open.remove(name);
    }

    synchronized void keep(String name, Checkpoint checkpoint) {
        checkOpen();
        int bytes = checkpoint
                .openBatch()
                .map(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
        if (checkpoint.position() < 0 || bytes > Limit.LOG_OPEN_BATCH_BYTES.value()) {
            throw new IllegalArgumentException(
                    "Checkpoint of consumer '%s' at %d with an open batch of %d bytes: at least 0, at most %d bytes"
                            .formatted(name, checkpoint.position(), bytes, Limit.LOG_OPEN_BATCH_BYTES.value()));
        }
        try {
            write(name, checkpoint);
        } catch (IOException e) {
            throw new UnavailableException(
                    "The checkpoint of consumer '%s' of stream '%s' cannot be written: %s".formatted(name, stream, e),
                    e);
        }
    }

    private void write(String name, Checkpoint checkpoint) throws IOException {
        CheckpointFile.write(folder.resolve(name), checkpoint, fsync);
        load().put(name, checkpoint);
    }

    /// @throws IllegalStateException when its reader is open
    synchronized void forget(String name) throws IOException {
        checkOpen();
        if (open.contains(name)) {
            throw new IllegalStateException(
                    "Consumer '%s' of stream '%s' has an open reader; close it first".formatted(name, stream));
        }
        if (load().remove(name) != null) {
            Files.deleteIfExists(folder.resolve(name));
            if (fsync) {
                AtomicFile.forceFolder(folder);
            }
        }
    }

    /// Up to where all consumers have read; empty when there is no consumer.
    synchronized OptionalLong smallest() throws IOException {
        return load().values().stream().mapToLong(Checkpoint::position).min();
    }

    synchronized void end(String why) {
        ended = why;
    }

    private void checkOpen() {
        if (ended != null) {
            throw new IllegalStateException("Stream '%s' was %s".formatted(stream, ended));
        }
    }

    private Map<String, Checkpoint> load() throws IOException {
        if (checkpoints == null) {
            Map<String, Checkpoint> found = new HashMap<>();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    List<Path> kept = files.filter(
                                    file -> !file.getFileName().toString().startsWith("."))
                            .toList();
                    for (Path file : kept) {
                        found.put(file.getFileName().toString(), CheckpointFile.read(file));
                    }
                }
            }
            checkpoints = found;
        }
        return checkpoints;
    }
}
