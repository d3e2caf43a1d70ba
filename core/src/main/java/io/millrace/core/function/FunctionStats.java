package io.millrace.core.function;

/// What a function's processes do now, and did since the start of the server.
///
/// @param region where the function is
/// @param name of the function, all its versions together
/// @param processes that there are, starting ones too
/// @param busy of them
/// @param invocations calls that came to an end, whatever end
/// @param errors of them that failed in any way, time-outs and crashes too
/// @param timeouts calls whose time was over
/// @param throttles calls that were refused with `TooManyRequestsException`
/// @param coldStarts processes that were started
/// @param crashes processes that ended without being asked to
public record FunctionStats(
        String region,
        String name,
        int processes,
        int busy,
        long invocations,
        long errors,
        long timeouts,
        long throttles,
        long coldStarts,
        long crashes) {
    /// Those of a function that was not called yet.
    public static FunctionStats none(String region, String name) {
        return new FunctionStats(region, name, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
