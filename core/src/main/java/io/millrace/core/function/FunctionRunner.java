package io.millrace.core.function;

/// Runs functions. Each runs outside of this program: what it does, prints or breaks harms nothing here.
///
/// Any thread; [#invoke] blocks until the function has answered or its time is over, so it is called on virtual
/// threads.
public interface FunctionRunner extends AutoCloseable {
    /// Says whether this machine can run the function. One whose `codeSha256` is empty has no code yet: it is asked for
    /// its runtime alone.
    ///
    /// @throws io.millrace.core.fault.RequestException `InvalidParameterValueException`, naming what is missing and
    /// what
    /// was found instead
    void require(RunnableFunction function);

    /// Calls a function. A function that throws, exits, hangs, or answers garbage is a [FunctionResult] with an error,
    /// as
    /// at AWS, never an exception.
    ///
    /// @throws io.millrace.core.fault.RequestException `TooManyRequestsException` when its concurrency is used up;
    /// `RequestTooLargeException`
    /// @throws io.millrace.core.fault.UnavailableException when the program is closing or has no room for a process
    /// @throws InterruptedException when interrupted while waiting; the process is then killed
    FunctionResult invoke(RunnableFunction function, Invocation invocation) throws InterruptedException;

    /// Ends the idle processes of a function, and the busy ones after their call: it was changed or deleted.
    void retire(String region, String name);

    /// Ends all processes; calls in hand fail with [io.millrace.core.fault.UnavailableException].
    @Override
    void close();
}
