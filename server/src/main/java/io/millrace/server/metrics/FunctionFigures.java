package io.millrace.server.metrics;

import static io.millrace.server.metrics.TaggedFigure.counter;
import static io.millrace.server.metrics.TaggedFigure.gauge;

import io.micrometer.core.instrument.Tags;
import io.millrace.core.invoke.event.EventStatus;
import io.millrace.server.admin.FunctionStatus;
import java.util.List;
import java.util.function.ToLongFunction;

/// What is shown of each function.
final class FunctionFigures {
    static final List<TaggedFigure<FunctionStatus>> ALL = List.of(
            counter("millrace.function.invocations", "Calls that ended", f -> f.calls()
                    .invocations()),
            counter("millrace.function.errors", "Calls that failed", f -> f.calls()
                    .errors()),
            counter("millrace.function.timeouts", "Calls whose time was over", f -> f.calls()
                    .timeouts()),
            counter("millrace.function.throttles", "Calls refused for want of concurrency", f -> f.calls()
                    .throttles()),
            counter("millrace.function.cold.starts", "Processes started", f -> f.calls()
                    .coldStarts()),
            counter("millrace.function.crashes", "Processes that ended unasked", f -> f.calls()
                    .crashes()),
            gauge("millrace.function.processes", "Processes", f -> f.calls().processes()),
            gauge("millrace.function.busy", "Processes with a call", f -> f.calls()
                    .busy()),
            counter("millrace.function.events.accepted", "Events accepted", f -> events(f, EventStatus::accepted)),
            counter("millrace.function.events.succeeded", "Events run", f -> events(f, EventStatus::succeeded)),
            counter(
                    "millrace.function.events.failed.runs",
                    "Runs that failed",
                    f -> events(f, EventStatus::failedRuns)),
            counter("millrace.function.events.given.up", "Events given up", f -> events(f, EventStatus::givenUp)),
            counter(
                    "millrace.function.events.untold",
                    "Records that no destination took",
                    f -> events(f, EventStatus::untold)),
            gauge(
                    "millrace.function.events.waiting",
                    "Events not yet finished",
                    f -> events(f, EventStatus::open) + events(f, EventStatus::backlog)));

    private FunctionFigures() {}

    static Tags tags(FunctionStatus function) {
        return Tags.of("function", function.name(), "region", function.region());
    }

    private static long events(FunctionStatus function, ToLongFunction<EventStatus> number) {
        return function.events().map(number::applyAsLong).orElse(0L);
    }
}
