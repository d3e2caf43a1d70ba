package io.millrace.server.deploy;

import io.millrace.core.limit.Limit;
import io.millrace.server.deploy.client.CloudFormationCalls;
import io.millrace.server.deploy.client.ResourceEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Looks at the events of a stack until what is under way has ended. One thread.
final class EventFeed {
    private final CloudFormationCalls calls;
    private final Steps steps;

    EventFeed(CloudFormationCalls calls, Steps steps) {
        this.calls = calls;
        this.steps = steps;
    }

    /// How it ended.
    ///
    /// @param last the stack's last event
    /// @param failed events that failed of themselves, in order
    /// @param reason why the stack turned back; empty when it did not, or does not say
    /// @param resources how many were seen
    record Ended(ResourceEvent last, List<ResourceEvent> failed, String reason, int resources) {
        boolean is(String... statuses) {
            return List.of(statuses).contains(last.status());
        }
    }

    /// @param stackId ARN of the stack
    /// @param known id of the last event that is of no interest; empty for none
    /// @throws IOException when it has not ended after [Limit#DEPLOY_WATCH_SECONDS]
    Ended follow(String stackId, String known) throws IOException, InterruptedException {
        List<ResourceEvent> all = new ArrayList<>();
        String newest = known;
        long pauseMillis = Limit.DEPLOY_POLL_MIN_MILLIS.value();
        long end = System.nanoTime()
                + Duration.ofSeconds(Limit.DEPLOY_WATCH_SECONDS.value()).toNanos();
        try {
            while (System.nanoTime() - end < 0) {
                List<ResourceEvent> events = calls.eventsAfter(stackId, newest);
                steps.show(events);
                all.addAll(events);
                if (!events.isEmpty()) {
                    newest = events.getLast().id();
                }
                Optional<ResourceEvent> last = events.stream()
                        .filter(event -> event.isOfStack() && event.isEnd())
                        .findFirst();
                if (last.isPresent()) {
                    return ended(last.get(), all);
                }
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
                pauseMillis = Math.min(pauseMillis + pauseMillis / 4 + 1, Limit.DEPLOY_POLL_MILLIS.value());
            }
        } finally {
            steps.end();
        }
        throw new IOException("The stack is not done after " + Limit.DEPLOY_WATCH_SECONDS.value()
                + " s; it goes on: look at it with 'millrace stacks'");
    }

    private static Ended ended(ResourceEvent last, List<ResourceEvent> all) {
        return new Ended(
                last,
                all.stream().filter(ResourceEvent::isCause).toList(),
                all.stream()
                        .filter(event -> event.isOfStack() && !event.reason().isEmpty())
                        .filter(event -> event.status().contains("ROLLBACK")
                                || event.status().contains("FAILED"))
                        .map(ResourceEvent::reason)
                        .findFirst()
                        .orElse(""),
                (int) all.stream()
                        .filter(event -> !event.isOfStack())
                        .map(ResourceEvent::logicalId)
                        .distinct()
                        .count());
    }
}
