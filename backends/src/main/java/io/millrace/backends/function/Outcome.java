package io.millrace.backends.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// How a call ended, in the words of AWS.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html>, and answers of the real
/// service
sealed interface Outcome {
    /// The function returned.
    record Answered(byte[] payload) implements Outcome {}

    /// The function, or its runtime, said what went wrong; its process goes on.
    record Failed(byte[] error) implements Outcome {}

    /// Its process is at its end.
    ///
    /// @param logLine what the log says of it
    /// @param timedOut or it ended in another way
    record Crashed(byte[] error, String errorType, String logLine, boolean timedOut) implements Outcome {}

    /// Not the function's doing.
    record Refused(RuntimeException why) implements Outcome {}

    /// What a runtime sent as an answer.
    static Outcome answered(byte[] payload) {
        if (payload.length > Limit.FUNCTION_PAYLOAD_BYTES.value()) {
            return new Failed(error(
                    "Function.ResponseSizeTooLarge",
                    "Response payload size exceeded maximum allowed payload size ("
                            + Limit.FUNCTION_PAYLOAD_BYTES.value() + " bytes)."));
        }
        return new Answered(payload);
    }

    /// What a runtime sent as an error.
    static Outcome failed(byte[] error, String errorType) {
        if (error.length > Limit.FUNCTION_PAYLOAD_BYTES.value()) {
            return answered(error);
        }
        return new Failed(error.length > 0 ? error : error(errorType, ""));
    }

    static Outcome timedOut(String requestId, int timeoutSeconds, String timestamp) {
        String what = String.format(Locale.ROOT, "Task timed out after %d.00 seconds", timeoutSeconds);
        return new Crashed(
                error("Sandbox.Timedout", "RequestId: " + requestId + " Error: " + what),
                "Sandbox.Timedout",
                timestamp + " " + requestId + " " + what,
                true);
    }

    static Outcome exited(String requestId, int exitValue) {
        return crashed(requestId, "Runtime.ExitError", reason(exitValue));
    }

    static Outcome outOfMemory(String requestId) {
        return crashed(requestId, "Runtime.OutOfMemory", reason(128 + 9));
    }

    /// @param error as the runtime reported it
    static Outcome notLoaded(byte[] error, String errorType) {
        return new Crashed(error, errorType, "", false);
    }

    private static Outcome crashed(String requestId, String errorType, String reason) {
        String message = "RequestId: " + requestId + " Error: " + reason;
        return new Crashed(error(errorType, message), errorType, message + "\n" + errorType, false);
    }

    private static byte[] error(String errorType, String message) {
        ObjectNode error = JsonNodeFactory.instance.objectNode();
        error.put("errorType", errorType);
        error.put("errorMessage", message);
        return error.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A process that a signal ended has 128 and its number as its exit value.
    private static String reason(int exitValue) {
        if (exitValue == 0) {
            return "Runtime exited without providing a reason";
        }
        Map<Integer, String> signals = Map.of(
                4, "illegal instruction",
                6, "aborted",
                7, "bus error",
                8, "floating point exception",
                9, "killed",
                11, "segmentation fault",
                15, "terminated");
        String signal = signals.get(exitValue - 128);
        return "Runtime exited with error: " + (signal == null ? "exit status " + exitValue : "signal: " + signal);
    }
}
