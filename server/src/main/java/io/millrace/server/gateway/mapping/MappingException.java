package io.millrace.server.gateway.mapping;

/// A parameter mapping that cannot be read. The message says which and why.
public final class MappingException extends Exception {
    MappingException(String message) {
        super(message, null, false, false);
    }
}
