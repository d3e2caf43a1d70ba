package io.millrace.server.gateway.backend;

import io.millrace.server.gateway.call.Headers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;

/// What an integration answered.
///
/// @param status HTTP status
/// @param headers of it
/// @param selector what selection patterns are compared with: the status, or the error message of a function; none of a
/// function that did not fail, which no pattern fits
/// @param functionError whether a function failed
/// @param body to be read to its end or closed
public record BackendAnswer(
        int status, Headers headers, Optional<String> selector, boolean functionError, InputStream body) {
    /// An answer in memory, selected by its status.
    static BackendAnswer of(int status, Headers headers, byte[] body) {
        return new BackendAnswer(
                status, headers, Optional.of(Integer.toString(status)), false, new ByteArrayInputStream(body));
    }
}
