package io.millrace.core.function;

import java.util.Optional;

/// What came of a call.
///
/// @param payload what the function returned, or `{"errorMessage", "errorType", …}` when it failed
/// @param error AWS's `X-Amz-Function-Error`, when it failed: `Unhandled`
/// @param version that ran: `$LATEST` or a number
/// @param logTail the last [io.millrace.core.limit.Limit#FUNCTION_LOG_TAIL_BYTES] of what this call logged
public record FunctionResult(byte[] payload, Optional<String> error, String version, byte[] logTail) {
    public boolean isError() {
        return error.isPresent();
    }
}
