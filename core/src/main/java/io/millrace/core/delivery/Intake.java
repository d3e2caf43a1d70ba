package io.millrace.core.delivery;

import io.millrace.core.delivery.record.RedrivenRecord;
import io.millrace.core.delivery.record.TransformedRecord;
import io.millrace.core.record.LogRecord;

/// What the records of a stream of the log are, to a [Batch].
@FunctionalInterface
interface Intake {
    /// Records that clients put.
    Intake PUT = Batch::add;

    /// Records that clients put, for the backup: its destination has no processing, so they stay as they came.
    Intake BACKUP = PUT;

    /// Records that were put again from error objects.
    Intake REDRIVEN = (batch, record) -> batch.add(new LogRecord(
            record.offset(),
            record.arrivalMillis(),
            RedrivenRecord.read(record.data()).data()));

    /// Records that a function has seen.
    Intake TRANSFORMED = (batch, record) -> batch.add(TransformedRecord.read(record.data()));

    void add(Batch batch, LogRecord record);
}
