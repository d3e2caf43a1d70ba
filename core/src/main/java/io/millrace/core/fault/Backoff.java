package io.millrace.core.fault;

import io.millrace.core.limit.Limit;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The one place that says how long to wait before trying again: exponential growth with full jitter, from
/// [Limit#RETRY_PAUSE_MIN_MILLIS] up to [Limit#RETRY_PAUSE_MAX_MILLIS]. It does not sleep and does not give up; both
/// are its owner's to decide.
///
/// Not thread-safe: each retrying party owns one.
///
/// Source: <https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/>
public final class Backoff {
    private final RandomGenerator random;
    private int failures;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// Counts one more failure and returns the pause before the next attempt: between half of the step and the whole of
    /// it.
    public Duration failed() {
        int exponent = Math.min(failures++, 30);
        long step = Math.min(Limit.RETRY_PAUSE_MAX_MILLIS.value(), Limit.RETRY_PAUSE_MIN_MILLIS.value() << exponent);
        return Duration.ofMillis(step / 2 + random.nextLong(step / 2 + 1));
    }

    /// Starts afresh after a success.
    public void succeeded() {
        failures = 0;
    }

    /// How many attempts in a row have failed.
    public int failures() {
        return failures;
    }
}
