package io.millrace.core.function;

import java.util.Optional;

/// What a function is called with.
///
/// @param requestId a UUID; in the answer's headers and in the function's log
/// @param payload JSON, at most [io.millrace.core.limit.Limit#FUNCTION_PAYLOAD_BYTES]; not to be changed afterwards
/// @param invokedArn the ARN as the caller named it, with its qualifier if any
/// @param clientContext JSON, as it came
/// @param traceHeader the X-Ray header, as it came
public record Invocation(
        String requestId,
        byte[] payload,
        String invokedArn,
        Optional<String> clientContext,
        Optional<String> traceHeader) {
    public static Invocation of(String requestId, String invokedArn, byte[] payload) {
        return new Invocation(requestId, payload, invokedArn, Optional.empty(), Optional.empty());
    }
}
