package io.millrace.core.fault;

/// Nothing is wrong with what was asked, but it cannot be done now: a queue is full, a disk is full, a destination does
/// not
/// answer. The same call may succeed later; doors answer 503 (slow down), [Backoff] paces those who retry here.
public final class UnavailableException extends RuntimeException {
    public UnavailableException(String message) {
        super(message, null, false, false);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
