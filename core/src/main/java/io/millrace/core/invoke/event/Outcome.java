package io.millrace.core.invoke.event;

import io.millrace.core.function.FunctionResult;

/// What came of one piece of work on an event.
sealed interface Outcome {
    /// The function ran, well or not.
    record Answered(FunctionResult result) implements Outcome {}

    /// The function may not run now.
    ///
    /// @param stopped its concurrency is 0, so there is no use in waiting
    record Throttled(boolean stopped) implements Outcome {}

    /// It could not be run, or told, now.
    record NotNow(String message) implements Outcome {}

    /// It cannot be run at all: its version or alias is gone, or it is refused.
    ///
    /// @param message names no content
    record Refused(String code, String message) implements Outcome {}

    /// It had waited for too long.
    record Expired() implements Outcome {}

    /// The log has lost it.
    record Lost(String message) implements Outcome {}

    /// Its destination has the record.
    record Told() implements Outcome {}
}
