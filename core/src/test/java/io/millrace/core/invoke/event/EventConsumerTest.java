package io.millrace.core.invoke.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.Invocation;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Checkpoint;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventConsumerTest {
    private static final String AFTER = "arn:aws:lambda:us-east-1:000000000000:function:after";

    private final EventWorld world = new EventWorld(new SplittableRandom(1));
    private final EventCounts counts = new EventCounts();

    @Test
    void anEventThatFailsRunsAgainAfterOneAndTwoMinutesAndIsThenGivenUp() throws InterruptedException {
        world.configure(2, 21_600, Optional.empty());
        world.behaviour((function, invocation) -> EventWorld.bad());
        world.send("{\"price\": 1.10}");
        EventConsumer consumer = world.consumer(counts);

        assertThat(world.settle(consumer)).contains(Duration.ofMinutes(1));
        world.pass(Duration.ofSeconds(59));
        world.settle(consumer);
        assertThat(world.calls).hasSize(1);
        world.pass(Duration.ofSeconds(1));
        assertThat(world.settle(consumer)).contains(Duration.ofMinutes(2));
        assertThat(world.calls).hasSize(2);
        world.pass(Duration.ofMinutes(2));
        world.settle(consumer);

        assertThat(world.calls).hasSize(3);
        assertThat(world.calls.stream().map(Invocation::requestId).distinct()).hasSize(1);
        Map.Entry<String, byte[]> object = world.objects().entrySet().iterator().next();
        assertThat(object.getKey())
                .matches(
                        "aws/lambda/async/f/2026/11/21/2026-11-21T10\\.18\\.30-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(new String(object.getValue(), StandardCharsets.UTF_8))
                .isEqualTo("{\"version\":\"1.0\",\"timestamp\":\"2026-11-21T10:18:30.250Z\",\"requestContext\":"
                        + "{\"requestId\":\"" + world.calls.getFirst().requestId() + "\","
                        + "\"functionArn\":\"arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST\","
                        + "\"condition\":\"RetriesExhausted\",\"approximateInvokeCount\":3},"
                        + "\"requestPayload\":{\"price\": 1.10},\"responseContext\":{\"statusCode\":200,"
                        + "\"executedVersion\":\"$LATEST\",\"functionError\":\"Unhandled\"},"
                        + "\"responsePayload\":{\"errorMessage\":\"no\"}}");
        assertThat(counts.givenUp.sum()).isEqualTo(1);
        assertThat(consumer.open()).isZero();
    }

    @Test
    void aRestartDoesNotGiveAnEventItsRetriesAnew() throws InterruptedException {
        world.configure(2, 21_600, Optional.empty());
        world.behaviour((function, invocation) -> EventWorld.bad());
        world.send("1");
        world.settle(world.consumer());
        EventConsumer restarted = world.consumer();

        world.settle(restarted);
        assertThat(world.calls).as("it waits for its minute all the same").hasSize(1);
        world.pass(Duration.ofMinutes(1));
        world.settle(restarted);
        world.pass(Duration.ofMinutes(2));
        world.settle(restarted);

        assertThat(world.calls).hasSize(3);
        assertThat(world.objects()).hasSize(1);
    }

    @Test
    void whatIsNotTheFunctionsFaultIsRetriedUntilTheEventIsTooOld() throws InterruptedException {
        world.configure(0, 60, Optional.empty());
        world.behaviour((function, invocation) -> {
            throw world.calls.size() % 2 == 0
                    ? new RequestException("TooManyRequestsException", "Rate Exceeded.")
                    : new UnavailableException("no room");
        });
        world.send("1");
        EventConsumer consumer = world.consumer(counts);

        Optional<Duration> rest = world.settle(consumer);
        while (consumer.open() > 0) {
            world.pass(rest.orElseThrow());
            rest = world.settle(consumer);
        }

        assertThat(world.calls.size()).isGreaterThan(5);
        assertThat(Duration.between(EventWorld.START, world.clock.instant())).isLessThan(Duration.ofSeconds(61));
        assertThat(record()).contains("\"condition\":\"EventAgeExceeded\",\"approximateInvokeCount\":0");
    }

    @Test
    void anEventThatWaitedForLongerThanItMayIsNotRun() throws InterruptedException {
        world.configure(2, 60, Optional.empty());
        world.send("1");
        world.pass(Duration.ofSeconds(61));
        world.settle(world.consumer());

        assertThat(world.calls).isEmpty();
        assertThat(record()).contains("\"condition\":\"EventAgeExceeded\"");
    }

    @Test
    void aFunctionThatIsStoppedGivesItsEventsUpAtOnce() throws InterruptedException {
        world.configure(2, 21_600, Optional.empty());
        world.send("1");
        world.catalog.update(
                LambdaFunction.class,
                LambdaFunction.id(Arn.DEFAULT_REGION, "f"),
                function -> function.withReservedConcurrency(Optional.of(0)));
        world.behaviour((function, invocation) -> {
            throw new RequestException("TooManyRequestsException", "Rate Exceeded.");
        });
        world.settle(world.consumer());

        assertThat(record()).contains("\"condition\":\"ZeroReservedConcurrency\",\"approximateInvokeCount\":0");
    }

    @Test
    void anEventThatHangsHoldsUpNoOther() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            world.send(Integer.toString(i));
        }
        EventConsumer consumer = world.consumer();
        consumer.step();
        Runnable hanging = world.tasks.removeFirst();
        world.settle(consumer);

        assertThat(world.calls).hasSize(99);
        assertThat(consumer.open()).isOne();
        Checkpoint kept = world.log.checkpoint(world.stream("f").logStream(), EventRunner.CONSUMER);
        assertThat(kept.position()).as("the oldest open event").isZero();
        hanging.run();
        world.pass(Duration.ofSeconds(1));
        consumer.step();
        assertThat(world.log.checkpoint(world.stream("f").logStream(), EventRunner.CONSUMER))
                .isEqualTo(Checkpoint.at(100));
    }

    @Test
    void noMoreEventsAreOpenThanMayBe() throws InterruptedException {
        world.behaviour((function, invocation) -> EventWorld.bad());
        for (int i = 0; i < 1_100; i++) {
            world.send("1");
        }
        EventConsumer consumer = world.consumer();
        consumer.step();
        assertThat(world.tasks).hasSize(Limit.FUNCTION_EVENT_RUNS.intValue());
        world.settle(consumer);

        assertThat(consumer.open()).isEqualTo(Limit.FUNCTION_EVENTS_OUTSTANDING.intValue());
        world.pass(Duration.ofSeconds(1));
        consumer.step();
        Checkpoint kept = world.log.checkpoint(world.stream("f").logStream(), EventRunner.CONSUMER);
        assertThat(kept.openBatch().orElseThrow().length()).isLessThan(Limit.LOG_OPEN_BATCH_BYTES.intValue());
    }

    @Test
    void successGoesToTheFunctionThatIsItsDestination() throws InterruptedException {
        world.configure(2, 21_600, Optional.of(AFTER));
        world.send("[1]");
        world.settle(world.consumer(counts));

        assertThat(world.events("after")).hasSize(1);
        assertThat(world.events("after").getFirst())
                .contains("\"condition\":\"Success\",\"approximateInvokeCount\":1")
                .contains("\"requestPayload\":[1]")
                .contains("\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\"}")
                .endsWith("\"responsePayload\":\"done\"}");
        assertThat(counts.told.sum()).isOne();
    }

    @Test
    void aDestinationThatIsDeadIsTriedUntilItLivesWithoutRunningTheFunctionAgain() throws InterruptedException {
        world.configure(0, 21_600, Optional.empty());
        world.behaviour((function, invocation) -> EventWorld.bad());
        world.store.deleteBucket(EventWorld.BUCKET);
        world.send("1");
        EventConsumer consumer = world.consumer(counts);
        for (int i = 0; i < 20; i++) {
            world.settle(consumer).ifPresent(world::pass);
        }
        assertThat(consumer.open()).isOne();
        world.store.createBucket(EventWorld.BUCKET);
        world.pass(Duration.ofMinutes(1));
        world.settle(consumer);

        assertThat(world.objects()).hasSize(1);
        assertThat(world.calls).hasSize(1);
    }

    @Test
    void aRecordThatNoDestinationTakesForSixHoursIsGivenUpAndCounted() throws InterruptedException {
        world.configure(0, 21_600, Optional.empty());
        world.behaviour((function, invocation) -> EventWorld.bad());
        world.store.deleteBucket(EventWorld.BUCKET);
        world.send("1");
        EventConsumer consumer = world.consumer(counts);
        Optional<Duration> rest = world.settle(consumer);
        while (consumer.open() > 0) {
            world.pass(rest.orElseThrow());
            rest = world.settle(consumer);
        }

        assertThat(counts.untold.sum()).isOne();
        assertThat(Duration.between(EventWorld.START, world.clock.instant())).isGreaterThan(Duration.ofHours(5));
    }

    @Test
    void anEventThatTheLogHasLostIsCountedAndHoldsUpNothing() throws InterruptedException {
        world.send("1");
        world.send("2");
        world.send("3");
        world.log.corrupt(world.stream("f").logStream(), 1, 2);
        EventConsumer consumer = world.consumer(counts);
        world.settle(consumer);

        assertThat(world.calls).hasSize(2);
        assertThat(counts.lost.sum()).isOne();
        assertThat(consumer.open()).isZero();
    }

    private String record() {
        assertThat(world.objects()).hasSize(1);
        return new String(world.objects().values().iterator().next(), StandardCharsets.UTF_8);
    }
}
