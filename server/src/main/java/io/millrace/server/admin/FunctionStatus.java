package io.millrace.server.admin;

import io.millrace.core.function.FunctionStats;
import io.millrace.core.invoke.event.EventStatus;
import java.util.Optional;

/// How one function is doing, counted since the program started.
///
/// @param calls those that were answered, and the processes that answer them
/// @param events calls that are run later; none when it never got one
public record FunctionStatus(FunctionStats calls, Optional<EventStatus> events) {
    public String name() {
        return calls.name();
    }

    public String region() {
        return calls.region();
    }
}
