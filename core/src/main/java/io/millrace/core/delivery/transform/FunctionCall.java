package io.millrace.core.delivery.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls the function of a delivery stream, one call at a time, each for [Limit#FIREHOSE_FUNCTION_SECONDS] at most, on
/// a thread of its own that can be interrupted. One thread begins and ends calls; [#stop] may come from any.
///
/// Source of the codes: <https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html>
final class FunctionCall {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ERROR_CHARS_MAX = 400;

    private final FunctionInvoker invoker;
    private final Executor threads;
    private volatile FutureTask<FunctionResult> current;
    private volatile boolean stopped;

    /// @param threads run a call each
    FunctionCall(FunctionInvoker invoker, Executor threads) {
        this.invoker = invoker;
        this.threads = threads;
    }

    /// A call that came to nothing.
    static final class Failed extends Exception {
        private final String code;

        Failed(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        /// AWS's code.
        String code() {
            return code;
        }
    }

    /// Begins a call. What it comes to, also when it cannot be made, [#end] says.
    void begin(String region, String arn, byte[] event) {
        FutureTask<FunctionResult> task = new FutureTask<>(() -> invoker.invoke(region, arn, event));
        // The order of these lines and of those in stop() lets no stop go unseen.
        current = task;
        if (stopped) {
            task.cancel(true);
        }
        threads.execute(task);
    }

    /// Whether a call was begun and not ended.
    boolean isBegun() {
        return current != null;
    }

    /// Waits for the answer to the call that was begun.
    ///
    /// @throws Failed when it is the function's or its configuration's fault
    /// @throws io.millrace.core.fault.UnavailableException when it is not, and may be tried for as long as it takes
    /// @throws InterruptedException when stopped
    FunctionAnswer end() throws Failed, InterruptedException {
        FunctionResult result = await(current);
        if (result.isError()) {
            throw functionError(result.payload());
        }
        try {
            return FunctionAnswer.read(result.payload());
        } catch (IOException e) {
            throw new Failed(
                    "Lambda.JsonProcessingException",
                    "There was an error parsing returned records from the Lambda function. Ensure that the returned"
                            + " records follow the status model that is required by Firehose.");
        }
    }

    /// Ends the call in hand and refuses others.
    void stop() {
        stopped = true;
        FutureTask<FunctionResult> task = current;
        if (task != null) {
            task.cancel(true);
        }
    }

    private FunctionResult await(FutureTask<FunctionResult> task) throws Failed, InterruptedException {
        try {
            return task.get(Limit.FIREHOSE_FUNCTION_SECONDS.value(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new Failed(
                    "Lambda.FunctionTimedOut",
                    "The Lambda function did not answer within " + Limit.FIREHOSE_FUNCTION_SECONDS.value()
                            + " seconds");
        } catch (CancellationException e) {
            throw new InterruptedException("Stopped");
        } catch (ExecutionException e) {
            throw sorted(e.getCause());
        } finally {
            current = null;
        }
    }

    private static Failed sorted(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case RequestException refused -> new Failed(code(refused.code()), refused.getMessage());
            case InterruptedException stopped -> throw stopped;
            case RuntimeException other -> throw other;
            case Error other -> throw other;
            default -> throw new IllegalStateException("A function could not be called", cause);
        };
    }

    private static String code(String code) {
        return switch (code) {
            case "ResourceNotFoundException" -> "Lambda.ResourceNotFound";
            case "TooManyRequestsException" -> "Lambda.InvokeLimitExceeded";
            default -> "Lambda." + code;
        };
    }

    private static Failed functionError(byte[] payload) {
        String type = "";
        String message = "";
        try {
            JsonNode error = JSON.readTree(new String(payload, StandardCharsets.UTF_8));
            type = error == null ? "" : error.path("errorType").asText("");
            message = error == null ? "" : error.path("errorMessage").asText("");
        } catch (JsonProcessingException e) {
            message = "its error is not JSON";
        }
        if (message.contains("Task timed out")) {
            return new Failed(
                    "Lambda.FunctionTimedOut",
                    "The Lambda function timed out. Increase the Timeout setting in the Lambda function.");
        }
        String detail = (type + " " + message).strip();
        return new Failed(
                "Lambda.FunctionError",
                "The Lambda function was successfully invoked but it returned an error result"
                        + (detail.isEmpty()
                                ? ""
                                : ": " + detail.substring(0, Math.min(detail.length(), ERROR_CHARS_MAX))));
    }
}
