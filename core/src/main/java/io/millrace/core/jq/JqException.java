package io.millrace.core.jq;

/// A query that is wrong, or that failed for one input. The message holds no record content.
public final class JqException extends Exception {
    JqException(String message) {
        super(message, null, false, false);
    }
}
