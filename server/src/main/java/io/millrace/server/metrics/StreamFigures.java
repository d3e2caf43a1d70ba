package io.millrace.server.metrics;

import static io.millrace.server.metrics.TaggedFigure.counter;
import static io.millrace.server.metrics.TaggedFigure.gauge;

import io.micrometer.core.instrument.Tags;
import io.millrace.core.delivery.transform.TransformStatus;
import io.millrace.server.admin.StreamStatus;
import java.util.List;

/// What is shown of each delivery stream.
final class StreamFigures {
    static final List<TaggedFigure<StreamStatus>> ALL = List.of(
            counter("millrace.stream.records.in", "Records acknowledged", StreamStatus::recordsIn),
            counter("millrace.stream.bytes.in", "Bytes acknowledged", StreamStatus::bytesIn),
            counter("millrace.stream.records.delivered", "Records delivered", s -> s.delivery()
                    .delivered()
                    .records()),
            counter("millrace.stream.records.failed", "Records under the error prefix", StreamStatus::failed),
            counter("millrace.stream.records.corrupt", "Records damaged in the log", s -> s.delivery()
                    .corruptRecords()),
            counter("millrace.stream.records.dropped", "Records dropped undelivered", s -> s.delivery()
                    .droppedRecords()),
            counter("millrace.stream.objects", "Objects written", s -> s.delivery()
                    .delivered()
                    .objects()),
            counter("millrace.stream.function.calls", "Calls that the function answered", s -> function(s)
                    .calls()),
            counter("millrace.stream.function.failed.calls", "Calls of the function that failed", s -> function(s)
                    .failedCalls()),
            counter("millrace.stream.function.dropped.records", "Records that the function dropped", s -> function(s)
                    .droppedRecords()),
            gauge("millrace.stream.backlog.records", "Records not yet delivered", s -> s.delivery()
                    .backlogRecords()),
            gauge(
                    "millrace.stream.failing",
                    "1 while delivery fails",
                    s -> s.delivery().trouble().isPresent() ? 1 : 0));

    private StreamFigures() {}

    static Tags tags(StreamStatus stream) {
        return Tags.of("stream", stream.name(), "region", stream.region());
    }

    private static TransformStatus function(StreamStatus stream) {
        return stream.delivery().function().orElse(TransformStatus.NOTHING);
    }
}
