package io.millrace.core.delivery.stage;

import java.time.Instant;

/// A failure that is being retried.
///
/// @param message of the last failure
/// @param since when the first of them was
/// @param attempts how many there were in a row
/// @param nextRetry when it is tried again
public record Trouble(String message, Instant since, int attempts, Instant nextRetry) {}
