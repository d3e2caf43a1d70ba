package io.millrace.backends.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What tells one version of a data file from another without reading it: its size and the time of its change, to the
/// nanosecond. The time is set by the commit, which sees to it that two versions in a row differ.
///
/// @param bytes size of the file
/// @param modifiedNanos since the epoch, as the file system keeps it
record Version(long bytes, long modifiedNanos) {
    private static final long SECOND = 1_000_000_000L;

    static Version of(BasicFileAttributes attributes) {
        return new Version(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    /// The version of a regular file; empty where there is none.
    static Optional<Version> at(Path file) throws IOException {
        // Also where a file stands in the place of a folder, which reading attributes does not tell from a failure.
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(of(attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Gives a file a time of change, near `wanted`, that makes it differ from another version.
    static Version stamp(Path file, Instant wanted, Optional<Version> other) throws IOException {
        Instant time = wanted;
        while (true) {
            Files.setLastModifiedTime(file, FileTime.from(time));
            Version version = of(Files.readAttributes(file, BasicFileAttributes.class));
            if (other.isEmpty() || !other.get().equals(version)) {
                return version;
            }
            time = time.plusMillis(1);
        }
    }

    Instant modified() {
        return Instant.ofEpochSecond(Math.floorDiv(modifiedNanos, SECOND), Math.floorMod(modifiedNanos, SECOND));
    }
}
