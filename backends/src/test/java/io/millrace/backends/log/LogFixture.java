package io.millrace.backends.log;

import io.millrace.core.log.Appended;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.record.LogRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What tests of the embedded log do with its records and files.
final class LogFixture {
    private LogFixture() {}

    static Appended append(EventLog log, String stream, String... records) {
        return log.append(stream, bytes(records))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    static List<byte[]> bytes(String... records) {
        return Arrays.stream(records)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static List<String> texts(EventLog log, String stream) throws InterruptedException {
        try (LogReader viewer = log.viewer(stream, 0)) {
            return rest(viewer);
        }
    }

    static List<String> rest(LogReader reader) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        List<LogRecord> polled = reader.poll(1_000, 1 << 20, Duration.ZERO);
        while (!polled.isEmpty()) {
            polled.forEach(record -> texts.add(new String(record.data(), StandardCharsets.UTF_8)));
            polled = reader.poll(1_000, 1 << 20, Duration.ZERO);
        }
        return texts;
    }

    static List<Path> segments(Path root, String stream) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(stream))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    static void flip(Path file, long bit) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (bit / 8)] ^= (byte) (1 << (bit % 8));
        Files.write(file, bytes);
    }

    /// A copy as a kill would leave it: what the files hold now, and no more.
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().equals(".lock")) {
                    Path target = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target);
                    }
                }
            }
        }
    }
}
