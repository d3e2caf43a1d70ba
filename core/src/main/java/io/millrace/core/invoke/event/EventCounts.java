package io.millrace.core.invoke.event;

import java.util.concurrent.atomic.LongAdder;

/// What became of the events of one function since the program started. Written by one thread, read by any.
final class EventCounts {
    final LongAdder accepted = new LongAdder();
    final LongAdder succeeded = new LongAdder();
    final LongAdder failedRuns = new LongAdder();
    final LongAdder delayedRuns = new LongAdder();
    final LongAdder givenUp = new LongAdder();
    final LongAdder told = new LongAdder();
    final LongAdder untold = new LongAdder();
    final LongAdder lost = new LongAdder();
}
