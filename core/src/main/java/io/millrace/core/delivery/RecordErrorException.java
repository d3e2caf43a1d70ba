package io.millrace.core.delivery;

/// A record cannot be delivered as data.
final class RecordErrorException extends Exception {
    private final transient RecordError error;

    RecordErrorException(RecordError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    RecordError error() {
        return error;
    }
}
