package io.millrace.core.delivery.stage;

import java.time.Duration;

/// Reads a stream of the log and does something with its records, a step at a time. What it has not finished when it is
/// closed, or the program ends, is done again from its checkpoint.
///
/// One thread, a [StageRunner]'s, calls it; only [#stop] may come from another.
public interface Stage extends AutoCloseable {
    /// How long [#step] has nothing to do.
    Duration pause();

    /// Does what there is to do, waiting for records for as long as nothing is due.
    ///
    /// @param maxWait wait no longer
    /// @throws InterruptedException when stopped while waiting
    void step(Duration maxWait) throws InterruptedException;

    /// Whether records are in hand, so that time matters.
    boolean isOpen();

    /// Whether another kind of stage is to go on from its checkpoint.
    boolean isOver();

    /// Ends a wait, now and from now on; what else a step does is not disturbed.
    void stop();

    /// Gives up what is under way and closes the reader.
    @Override
    void close();
}
