package io.millrace.core.delivery.transform;

import io.millrace.core.delivery.record.RecordErrorException;
import io.millrace.core.delivery.record.RecordSplitter;
import io.millrace.core.delivery.record.SourceRecord;
import io.millrace.core.delivery.record.TransformedRecord;
import io.millrace.core.delivery.transform.FunctionEvent.Part;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.firehose.DeAggregation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The source records of one call, whole: those for the function, and those whose outcome is decided without it. Owned
/// by one thread.
final class Gathering {
    private final FunctionEvent event = new FunctionEvent();
    private final List<TransformedRecord> decided = new ArrayList<>();
    private long openedMillis;
    private long oldestArrivalMillis = Long.MAX_VALUE;
    private long nextOffset = -1;
    private long bytes;

    boolean isEmpty() {
        return nextOffset < 0;
    }

    void begin(long nowMillis) {
        openedMillis = nowMillis;
    }

    /// Whether there is room for a record, however it is taken apart.
    boolean hasRoom(LogRecord record, long bufferBytes) {
        return bytes + record.data().length <= bufferBytes && event.hasRoom(record.data().length);
    }

    void add(SourceRecord record, Optional<DeAggregation> deAggregation) {
        oldestArrivalMillis = Math.min(oldestArrivalMillis, record.arrivalMillis());
        nextOffset = record.offset() + 1;
        bytes += record.data().length;
        Part whole = new Part(record.offset(), 0, record.arrivalMillis(), record.data());
        if (record.pastFunction()) {
            decided.add(Verdicts.passed(whole));
        } else if (deAggregation.isEmpty()) {
            event.add(whole);
        } else {
            split(whole, deAggregation.get());
        }
    }

    FunctionEvent event() {
        return event;
    }

    /// Of all its records.
    long bytes() {
        return bytes;
    }

    /// When its first record was taken.
    long openedMillis() {
        return openedMillis;
    }

    long oldestArrivalMillis() {
        return oldestArrivalMillis;
    }

    /// The offset behind its last record.
    long nextOffset() {
        return nextOffset;
    }

    /// All outcomes in the order of the source.
    List<TransformedRecord> withDecided(List<TransformedRecord> transformed) {
        if (decided.isEmpty()) {
            return transformed;
        }
        List<TransformedRecord> all = new ArrayList<>(decided);
        all.addAll(transformed);
        all.sort(Comparator.comparingLong(TransformedRecord::sourceOffset));
        return all;
    }

    private void split(Part whole, DeAggregation how) {
        try {
            int number = 0;
            for (byte[] data : RecordSplitter.split(how, whole.data())) {
                event.add(new Part(whole.sourceOffset(), number++, whole.arrivalMillis(), data));
            }
        } catch (RecordErrorException e) {
            decided.add(Verdicts.failed(whole, e.error()));
        }
    }
}
