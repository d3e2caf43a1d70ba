package io.millrace.core.delivery.record;

/// A record cannot be delivered as data.
public final class RecordErrorException extends Exception {
    private final transient RecordError error;

    public RecordErrorException(RecordError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public RecordError error() {
        return error;
    }
}
