package io.millrace.server.gateway.jsonpath;

/// A JSONPath expression that is wrong, or that finds more than it may.
public final class JsonPathException extends Exception {
    JsonPathException(String message) {
        super(message, null, false, false);
    }
}
