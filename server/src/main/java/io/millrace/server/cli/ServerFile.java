package io.millrace.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which process serves a data folder: the file `server.pid` in it, there while a server runs that `millrace start`
/// or `millrace up` started.
///
/// @param pid of the process, the file's first line
/// @param port that it listens on, the second line
/// @param started when the process began, the third line; the system may give its id to another one later
record ServerFile(long pid, int port, Instant started) {
    private static final String NAME = "server.pid";
    /// A system that counts from its own start may see a process begin a moment earlier or later than it did before.
    private static final long CLOCK_MILLIS = 5_000;

    static Path in(Path data) {
        return data.resolve(NAME);
    }

    /// Says that this process serves the folder.
    static void write(Path data, int port) {
        ProcessHandle self = ProcessHandle.current();
        String text = self.pid() + "\n" + port + "\n" + began(self).orElse(Instant.EPOCH) + "\n";
        Path fresh = data.resolve(NAME + ".new");
        try {
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, in(data), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(fresh + " cannot be written: " + e.getMessage(), e);
        }
    }

    /// Empty when there is none, or none that can be read.
    static Optional<ServerFile> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(in(data), StandardCharsets.UTF_8);
            return Optional.of(new ServerFile(
                    Long.parseLong(lines.get(0)), Integer.parseInt(lines.get(1)), Instant.parse(lines.get(2))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (RuntimeException | CharacterCodingException unreadable) {
            throw new IOException(in(data) + " cannot be read; delete it when no server runs there", unreadable);
        }
    }

    static void delete(Path data) {
        try {
            Files.deleteIfExists(in(data));
        } catch (IOException e) {
            throw new UncheckedIOException(in(data) + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /// The process, if it still is the one that wrote the file.
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    private boolean isSame(ProcessHandle process) {
        return began(process)
                .filter(begin -> Math.abs(begin.toEpochMilli() - started.toEpochMilli()) <= CLOCK_MILLIS)
                .isPresent();
    }

    private static Optional<Instant> began(ProcessHandle process) {
        return process.info().startInstant();
    }
}
