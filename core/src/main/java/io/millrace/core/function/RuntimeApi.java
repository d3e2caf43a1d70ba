package io.millrace.core.function;

import java.util.concurrent.CompletableFuture;

/// Gives each function process an address of its own at which it asks for work, by Lambda's Runtime API.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>
@FunctionalInterface
public interface RuntimeApi {
    /// Opens an address for one process.
    ///
    /// @param worker is told of what the process says there
    Endpoint open(Worker worker);

    /// Where a process is served.
    interface Endpoint extends AutoCloseable {
        /// `AWS_LAMBDA_RUNTIME_API`: host and port.
        String address();

        @Override
        void close();
    }

    /// One process, as its runtime sees it. Called on event loops: must not block.
    interface Worker {
        /// The runtime asks for its next call; completes when there is one. Completes exceptionally, or never, when the
        /// process is to end.
        CompletableFuture<Task> next();

        /// The function has returned.
        ///
        /// @return whether this was the call in hand
        boolean answered(String requestId, byte[] payload);

        /// The function has failed.
        ///
        /// @param errorType of the header, may be empty
        boolean failed(String requestId, byte[] error, String errorType);

        /// The function could not be loaded.
        void initFailed(byte[] error, String errorType);
    }

    /// A call on its way to a process.
    ///
    /// @param deadlineMillis since the epoch
    record Task(Invocation invocation, long deadlineMillis) {}
}
