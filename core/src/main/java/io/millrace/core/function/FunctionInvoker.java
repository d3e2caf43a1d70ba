package io.millrace.core.function;

/// Finds a function by what callers call it, and runs it.
@FunctionalInterface
public interface FunctionInvoker {
    /// @param region of a reference that names none
    /// @param reference name, partial or full ARN, with or without a qualifier
    /// @throws io.millrace.core.fault.RequestException `ResourceNotFoundException`, and what
    /// [FunctionRunner#invoke]
    /// throws
    /// @throws io.millrace.core.fault.UnavailableException as [FunctionRunner#invoke]
    FunctionResult invoke(String region, String reference, byte[] payload) throws InterruptedException;
}
