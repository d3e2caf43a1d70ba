package io.millrace.core.invoke.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.log.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One seeded run of events against functions, a log, a store and a clock that misbehave; then peace, then the
/// accounts.
final class EventSchedule {
    private static final int ACTIONS = 150;
    private static final int PEACE_STEPS_MAX = 5_000;
    private static final Pattern RECORD = Pattern.compile("\"requestPayload\":(\\d+)");

    private final RandomGenerator random;
    private final EventWorld world;
    private final double troubleRate;
    private final int retries;
    private final boolean tellsSuccess;
    private final Map<Integer, Integer> failedRuns = new HashMap<>();
    private final Set<Integer> succeeded = new HashSet<>();
    private EventConsumer consumer;
    private boolean peace;
    private int sent;
    private int crashes;

    EventSchedule(RandomGenerator random) {
        this.random = random;
        world = new EventWorld(random);
        troubleRate = random.nextInt(4) == 0 ? 0 : random.nextDouble(0.3);
        retries = random.nextInt(3);
        tellsSuccess = random.nextBoolean();
        world.configure(
                retries,
                60 + random.nextInt(21_000),
                tellsSuccess ? Optional.of("arn:aws:lambda:us-east-1:000000000000:function:after") : Optional.empty());
        world.behaviour((function, invocation) -> run(Integer.parseInt(text(invocation.payload()))));
        world.store.aroundCalls((call, effect) -> trouble(effect));
        world.log.aroundCheckpoints(this::trouble);
        world.log.pollRecordsMax(1 + random.nextInt(20));
    }

    int crashes() {
        return crashes;
    }

    void run() throws InterruptedException {
        send();
        consumer = world.consumer();
        for (int i = 0; i < ACTIONS; i++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> send();
                case 2 -> world.pass(Duration.ofMillis(random.nextLong(90_000)));
                case 3, 4, 5 -> work();
                default -> consumer.step();
            }
            if (random.nextInt(30) == 0) {
                crash();
            }
        }
        peace = true;
        for (int i = 0; i < PEACE_STEPS_MAX && !isDone(); i++) {
            world.settle(consumer).ifPresent(world::pass);
        }
        account();
    }

    private void send() {
        world.send(Integer.toString(sent));
        sent++;
    }

    /// One of the pieces of work under way ends, whichever.
    private void work() {
        if (!world.tasks.isEmpty()) {
            world.tasks.remove(random.nextInt(world.tasks.size())).run();
        }
    }

    private void crash() {
        crashes++;
        consumer = world.consumer();
    }

    private FunctionResult run(int id) {
        if (hasTrouble()) {
            switch (random.nextInt(5)) {
                case 0 -> throw new RequestException("TooManyRequestsException", "Rate Exceeded.");
                case 1 -> throw new UnavailableException("no room for a process");
                default -> {
                    failedRuns.merge(id, 1, Integer::sum);
                    return EventWorld.bad();
                }
            }
        }
        succeeded.add(id);
        return EventWorld.good("true");
    }

    /// Before or after the effect: a failure may have happened all the same.
    private void trouble(Runnable effect) {
        boolean fails = hasTrouble();
        boolean happens = !fails || random.nextBoolean();
        if (happens) {
            effect.run();
        }
        if (fails) {
            throw new UnavailableException("trouble");
        }
    }

    private boolean hasTrouble() {
        return !peace && random.nextDouble() < troubleRate;
    }

    private boolean isDone() {
        String stream = world.stream("f").logStream();
        return world.log
                .checkpoint(stream, EventRunner.CONSUMER)
                .equals(Checkpoint.at(world.log.extent(stream).endOffset()));
    }

    private void account() throws InterruptedException {
        assertThat(isDone()).as("all events finished").isTrue();
        Set<Integer> failures = ids(world.objects().values().stream().map(EventSchedule::text));
        Set<Integer> successes = ids(world.events("after").stream());
        for (int id = 0; id < sent; id++) {
            assertThat(failures.contains(id) || (tellsSuccess ? successes.contains(id) : succeeded.contains(id)))
                    .as("event %d came to its end", id)
                    .isTrue();
            if (crashes == 0) {
                assertThat(failedRuns.getOrDefault(id, 0))
                        .as("failed runs of event %d", id)
                        .isLessThanOrEqualTo(retries + 1);
            }
        }
        assertThat(succeeded).containsAll(successes);
    }

    private static Set<Integer> ids(Stream<String> records) {
        Set<Integer> ids = new HashSet<>();
        List<String> all = records.toList();
        for (String record : all) {
            Matcher matcher = RECORD.matcher(record);
            assertThat(matcher.find()).as(record).isTrue();
            ids.add(Integer.valueOf(matcher.group(1)));
        }
        return ids;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
