package io.millrace.core.invoke.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.EventStream;
import io.millrace.core.resource.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class EventInvocationsTest {
    private final EventWorld world = new EventWorld(new Random(1), Optional.of(Thread::startVirtualThread));
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @Test
    void anEventRunsSoonAfterItWasAccepted() throws InterruptedException {
        begin();
        world.send("1");
        world.send("2");

        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("1", "2");
        until(() -> world.queue.statuses().values().stream()
                .allMatch(status -> status.succeeded() == 2 && status.accepted() == 2 && status.open() == 0));
        world.queue.close();
    }

    @Test
    void whatWasNotRunWhenTheProgramEndedRunsAtTheNextStart() throws InterruptedException {
        world.send("1");
        begin();

        assertThat(next()).isEqualTo("1");
        world.queue.close();
    }

    @Test
    void anEventThatIsRunningWhenTheProgramEndsIsNotRunAgain() throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        world.behaviour((function, invocation) -> {
            began.countDown();
            assertThat(end.await(5, TimeUnit.SECONDS)).isTrue();
            return EventWorld.good("1");
        });
        world.catalog.listen(world.queue);
        world.send("1");
        assertThat(began.await(5, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.startVirtualThread(world.queue::close);
        end.countDown();
        closing.join();

        assertThat(world.log
                        .checkpoint(world.stream("f").logStream(), EventRunner.CONSUMER)
                        .position())
                .isOne();
    }

    @Test
    void aFunctionThatIsMadeAgainNeverSeesTheEventsOfTheOneBefore() throws InterruptedException {
        world.send("old");
        EventStream old = world.stream("f");
        begin();
        assertThat(next()).isEqualTo("old");
        world.catalog.apply(() -> Changes.remove(List.of(old.id(), LambdaFunction.id(Arn.DEFAULT_REGION, "f"))));
        assertThatThrownBy(() -> world.send("late")).isInstanceOf(RequestException.class);
        world.create("f", Optional.empty());
        world.send("new");

        assertThat(next()).isEqualTo("new");
        assertThat(world.stream("f").logStream()).isNotEqualTo(old.logStream());
        until(() -> !world.log.streams().contains(old.logStream()));
        world.queue.close();
    }

    @Test
    void eventsOfFunctionsThatAreGoneAreDiscardedAtStart() {
        world.send("1");
        world.log
                .append("lambda.us-east-1.gone.12345678", List.of(new byte[] {1}))
                .join();
        world.catalog.listen(world.queue);
        world.queue.discardForgotten();

        assertThat(world.log.streams())
                .contains(world.stream("f").logStream())
                .doesNotContain("lambda.us-east-1.gone.12345678");
        world.queue.close();
    }

    @Test
    void aPayloadThatIsTooLargeIsRefused() {
        String large = "1".repeat(Limit.FUNCTION_EVENT_BYTES.intValue() + 1);

        assertThatThrownBy(() -> world.send(large))
                .isInstanceOfSatisfying(RequestException.class, refused -> assertThat(refused.code())
                        .isEqualTo("RequestTooLargeException"));
        assertThat(world.log.streams()).containsExactly("catalog");
    }

    private void begin() {
        world.behaviour((function, invocation) -> {
            ran.add(new String(invocation.payload(), StandardCharsets.UTF_8));
            return EventWorld.good("1");
        });
        world.catalog.listen(world.queue);
    }

    private String next() throws InterruptedException {
        return ran.poll(10, TimeUnit.SECONDS);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
