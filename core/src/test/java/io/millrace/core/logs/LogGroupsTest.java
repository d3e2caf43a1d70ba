package io.millrace.core.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionLog.Line;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.core.resource.logs.LogTags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogGroupsTest {
    private static final String REGION = "eu-west-1";
    private static final String NAME = "/aws/lambda/enrich";

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private final MemoryLog log = new MemoryLog(() -> now);
    private final Random random = new Random(7);
    private LogGroups groups = open(GroupBounds.DEFAULT);

    private LogGroups open(GroupBounds bounds) {
        LogGroups opened =
                new LogGroups(Catalog.open(log), log, () -> now, () -> new UUID(random.nextLong(), 0), bounds);
        opened.start();
        return opened;
    }

    private void restart(GroupBounds bounds) {
        groups.close();
        groups = open(bounds);
    }

    @AfterEach
    void close() {
        groups.close();
    }

    @Test
    void aFunctionsOutputMakesItsGroupAndStaysInOrder() {
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            appended.add(groups.append(REGION, NAME, "s" + i % 2, List.of(new Line(now.toEpochMilli(), "line " + i))));
            expected.add("line " + i);
        }
        CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();

        assertThat(all()).extracting(LogEvent::message).isEqualTo(expected);
        assertThat(groups.streams(group())).extracting(LogStream::name).containsExactlyInAnyOrder("s0", "s1");
        assertThat(groups.list(REGION)).hasSize(1);
    }

    @Test
    void outputForAGroupThatCannotBeMadeFailsAlone() {
        assertThat(groups.append(REGION, "not a name", "s", List.of(new Line(1, "x"))))
                .failsWithin(Duration.ofSeconds(10));
        append("s", now.toEpochMilli(), "y");
        assertThat(all()).hasSize(1);
    }

    @Test
    void eventsComeInTheOrderOfTheirTimes() {
        append("s", 3_000, "third");
        append("s", 1_000, "first");
        append("t", 2_000, "second");
        append("t", 2_000, "second, later");

        assertThat(all()).extracting(LogEvent::message).containsExactly("first", "second", "second, later", "third");
    }

    @Test
    void pagesGoBothWaysThroughEveryEventOnce() {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 257; i++) {
            long time = 1_000L + random.nextInt(50);
            append("s", time, "m" + i);
            times.add(time);
        }
        Collections.sort(times);
        for (int size : List.of(1, 7, 100, 257, 1_000)) {
            List<LogEvent> forward = walk(true, size);
            assertThat(forward).extracting(LogEvent::timeMillis).isEqualTo(times);
            assertThat(forward).doesNotHaveDuplicates();
            assertThat(walk(false, size).reversed()).isEqualTo(forward);
        }
    }

    private List<LogEvent> walk(boolean forward, int size) {
        List<LogEvent> walked = new ArrayList<>();
        Position position = forward ? Position.before(0) : new Position(Long.MAX_VALUE, 0);
        while (true) {
            EventPage page = groups.search(
                    group(),
                    new EventQuery(
                            stream -> true,
                            0,
                            Long.MAX_VALUE,
                            new EventQuery.Place(position, forward, size),
                            message -> true));
            walked.addAll(forward ? page.events() : page.events().reversed());
            if (page.events().isEmpty()) {
                assertThat(page.hasMore()).isFalse();
                return walked;
            }
            position = forward
                    ? page.events().getLast().position().after()
                    : page.events().getFirst().position();
        }
    }

    @Test
    void aPageHoldsAMegabyteAndAtLeastOneEvent() {
        for (int i = 0; i < 5; i++) {
            append("s", 1_000 + i, "x".repeat(400_000));
        }
        append("s", 2_000, "y".repeat(1_048_000));

        assertThat(page(10).events()).hasSize(2);
        assertThat(page(10).hasMore()).isTrue();
        assertThat(walk(true, 10)).hasSize(6);
    }

    @Test
    void aStreamThatWasDeletedAndMadeAnewHasOnlyItsNewEvents() {
        append("s", 1_000, "old");
        groups.deleteStream(group(), "s");
        assertThat(all()).isEmpty();
        assertThatThrownBy(() -> groups.put(group(), "s", List.of(new Line(1, "x"))))
                .hasMessage("The specified log stream does not exist.");
        assertThatThrownBy(() -> groups.deleteStream(group(), "s"))
                .hasMessage("The specified log stream does not exist.");
        groups.createStream(group(), "s");
        assertThatThrownBy(() -> groups.createStream(group(), "s"))
                .hasMessage("The specified log stream already exists");
        groups.put(group(), "s", List.of(new Line(2_000, "new"))).join();

        assertThat(all()).extracting(LogEvent::message).containsExactly("new");
        restart(GroupBounds.DEFAULT);
        assertThat(all()).extracting(LogEvent::message).containsExactly("new");
    }

    @Test
    void aDeletedGroupLeavesNothing() {
        append("s", 1_000, "x");
        LogGroup deleted = group();
        groups.delete(deleted);

        assertThatThrownBy(() -> groups.streams(deleted)).hasMessage("The specified log group does not exist.");
        log.append("logs.eu-west-1.forgotten", List.of(new byte[1])).join();
        restart(GroupBounds.DEFAULT);
        assertThat(log.streams()).noneMatch(name -> name.startsWith("logs."));
    }

    @Test
    void eventsPastTheirRetentionAreNotShownAndDropped() {
        append("s", now.toEpochMilli(), "old");
        groups.keepFor(group(), Optional.of(1));
        now = now.plus(Duration.ofHours(25));
        append("s", now.toEpochMilli(), "new");

        assertThat(all()).extracting(LogEvent::message).containsExactly("new");
        groups.keepFor(group(), Optional.empty());
        assertThat(all()).hasSize(2);
        groups.keepFor(group(), Optional.of(1));
        restart(new GroupBounds(1 << 20, 1 << 10, 1, 10));
        groups.sweep();
        groups.keepFor(group(), Optional.empty());
        assertThat(all()).extracting(LogEvent::message).containsExactly("new");
        assertThat(groups.streams(group())).extracting(LogStream::name).containsExactly("s");
    }

    @Test
    void ofTooManyStreamsTheOneThatWasQuietLongestIsForgotten() {
        restart(new GroupBounds(1 << 20, 1 << 10, 1 << 10, 2));
        append("a", 1, "1");
        append("b", 2, "2");
        append("a", 3, "3");
        append("c", 4, "4");

        assertThat(groups.streams(group())).extracting(LogStream::name).containsExactly("a", "c");
        assertThat(all()).extracting(LogEvent::message).containsExactly("1", "3", "4");
    }

    @Property(tries = 200)
    void theIndexSaysWhatReadingAnewSays(@ForAll long seed) {
        Random steps = new Random(seed);
        GroupBounds bounds = new GroupBounds(1 << 20, 1 << 19, 200, 5);
        LogGroups kept = new LogGroups(Catalog.open(log), log, () -> now, () -> new UUID(random.nextLong(), 0), bounds);
        kept.start();
        String name = "g" + log.streams().size();
        LogGroup group = kept.create(REGION, name, LogTags.NONE, Optional.empty());
        for (int i = 0; i < 60; i++) {
            String stream = "s" + steps.nextInt(7);
            now = now.plusMillis(steps.nextInt(3));
            List<String> there =
                    kept.streams(group).stream().map(LogStream::name).toList();
            switch (steps.nextInt(6)) {
                case 0 -> {
                    if (there.contains(stream)) {
                        kept.deleteStream(group, stream);
                    } else {
                        kept.createStream(group, stream);
                    }
                }
                case 1 -> {
                    if (steps.nextInt(8) == 0) {
                        log.trim(
                                group.logStream(), log.extent(group.logStream()).endOffset() / 2);
                        LogGroups anew = new LogGroups(
                                Catalog.open(log), log, () -> now, () -> new UUID(random.nextLong(), 0), bounds);
                        kept.close();
                        kept = anew;
                        kept.start();
                    }
                }
                default ->
                    kept.append(
                                    REGION,
                                    name,
                                    stream,
                                    List.of(new Line(now.toEpochMilli() - steps.nextInt(50), "m" + i)))
                            .join();
            }
        }
        LogGroups anew = new LogGroups(Catalog.open(log), log, () -> now, () -> new UUID(0, 0), bounds);
        anew.start();
        assertThat(kept.streams(group)).isEqualTo(anew.streams(group));
        assertThat(all(kept, group)).isEqualTo(all(anew, group));
        kept.delete(group);
        kept.close();
        anew.close();
    }

    private void append(String stream, long timeMillis, String message) {
        groups.append(REGION, NAME, stream, List.of(new Line(timeMillis, message)))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private LogGroup group() {
        return groups.require(REGION, NAME);
    }

    private EventPage page(int size) {
        return groups.search(
                group(),
                new EventQuery(
                        stream -> true,
                        0,
                        Long.MAX_VALUE,
                        new EventQuery.Place(Position.before(0), true, size),
                        message -> true));
    }

    private List<LogEvent> all() {
        return all(groups, group());
    }

    private static List<LogEvent> all(LogGroups groups, LogGroup group) {
        EventQuery.Place place = new EventQuery.Place(Position.before(0), true, 10_000);
        return groups.search(group, new EventQuery(stream -> true, 0, Long.MAX_VALUE, place, message -> true))
                .events();
    }
}
