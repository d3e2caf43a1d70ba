package io.millrace.server.gateway.validate;

/// A model that cannot be checked against. The message says which and why.
public final class ModelException extends Exception {
    ModelException(String message) {
        super(message, null, false, false);
    }
}
