package io.millrace.core.invoke;

import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import java.util.concurrent.CompletableFuture;

/// Takes calls of InvocationType Event: nobody waits for their answer, and none of them is lost.
@FunctionalInterface
public interface EventQueue {
    /// Accepts an event. May block, the first time that a function gets one.
    ///
    /// @param function that was found; which version runs is decided anew when the event does
    /// @param invocation its ARN with the qualifier as the caller named it
    /// @return completes when durable; fails with [io.millrace.core.fault.UnavailableException] when it cannot be
    /// made
    /// so
    /// @throws io.millrace.core.fault.RequestException `RequestTooLargeException` when the payload is over
    /// [io.millrace.core.limit.Limit#FUNCTION_EVENT_BYTES]; `ResourceNotFoundException` when the function is being
    /// deleted
    CompletableFuture<Void> accept(RunnableFunction function, Invocation invocation);
}
