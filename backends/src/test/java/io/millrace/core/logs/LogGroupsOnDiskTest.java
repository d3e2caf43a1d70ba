package io.millrace.core.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionLog.Line;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.core.resource.logs.LogTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Log groups on the embedded log; beside its package's other tests in name only, because the log is a backend.
@Timeout(120)
class LogGroupsOnDiskTest {
    private static final long MIB = 1 << 20;
    private static final GroupBounds BOUNDS = new GroupBounds(16 * MIB, MIB, 256 << 10, 100);
    private static final String REGION = "eu-west-1";
    private static final int APPENDS = 1_000;
    private static final int LINES = 100;
    private static final int LINE_CHARS = 1_000;

    @TempDir
    Path folder;

    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T09:00:00Z"));

    @Test
    void aHundredMegabytesStayUnderTheBoundAndTheNewestAreAllThere() throws IOException {
        List<LogStream> streams;
        List<Integer> kept;
        try (EmbeddedLog log = openLog();
                LogGroups groups = open(log)) {
            groups.create(REGION, "g", LogTags.NONE, Optional.empty());
            LogGroup group = groups.require(REGION, "g");
            groups.createStream(group, "empty");
            long most = 0;
            for (int i = 0; i < APPENDS; i++) {
                groups.append(REGION, "g", "s" + i % 3, lines(i)).join();
                most = Math.max(most, onDisk(group));
            }
            assertThat(most).isGreaterThan(8 * MIB).isLessThanOrEqualTo(BOUNDS.groupBytes());
            kept = numbers(groups, group);
            streams = groups.streams(group);
        }
        int last = APPENDS * LINES - 1;
        assertThat(kept).hasSizeGreaterThan(5_000).last().isEqualTo(last);
        assertThat(kept.getFirst()).isEqualTo(last + 1 - kept.size());
        assertThat(kept).isSorted().doesNotHaveDuplicates();
        assertThat(streams).extracting(LogStream::name).containsExactlyInAnyOrder("empty", "s0", "s1", "s2");

        try (EmbeddedLog log = openLog();
                LogGroups groups = open(log)) {
            LogGroup group = groups.require(REGION, "g");
            assertThat(groups.streams(group)).isEqualTo(streams);
            assertThat(numbers(groups, group)).isEqualTo(kept);
        }
    }

    private List<Line> lines(int append) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String number = "%010d".formatted(append * LINES + i);
            lines.add(new Line(clock.millis() + append, number + "x".repeat(LINE_CHARS - number.length())));
        }
        return lines;
    }

    /// The numbers of all events there are, page by page.
    private static List<Integer> numbers(LogGroups groups, LogGroup group) {
        List<Integer> numbers = new ArrayList<>();
        Position position = Position.before(0);
        EventPage page;
        do {
            EventQuery.Place place = new EventQuery.Place(position, true, 10_000);
            page = groups.search(group, new EventQuery(stream -> true, 0, Long.MAX_VALUE, place, message -> true));
            for (LogEvent event : page.events()) {
                numbers.add(Integer.valueOf(event.message().substring(0, 10)));
                position = event.position().after();
            }
        } while (page.hasMore());
        return numbers;
    }

    private long onDisk(LogGroup group) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(group.logStream()))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private EmbeddedLog openLog() {
        return EmbeddedLog.open(EmbeddedLogConfig.parse("embedded:?segmentBytes=1MiB&fsync=false"), folder, clock);
    }

    private LogGroups open(EmbeddedLog log) {
        LogGroups groups = new LogGroups(Catalog.open(log), log, clock, UUID::randomUUID, BOUNDS);
        groups.start();
        return groups;
    }
}
