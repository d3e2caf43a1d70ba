package io.millrace.server.aws.apigateway;

import java.time.LocalDate;
import java.util.List;

/// How much of its quota an API key has used.
///
/// May be called from any thread.
@FunctionalInterface
public interface UsageCounts {
    /// Where nothing is counted.
    UsageCounts NONE = (region, planId, keyId, from, to) -> List.of();

    /// @param used calls of that day
    /// @param remaining what was left of the quota at its end
    record Day(long used, long remaining) {}

    /// The days from the first to the last, one each; none when the key was not used.
    ///
    /// @param region of the plan
    /// @param from in UTC
    /// @param to in UTC, also meant
    List<Day> of(String region, String planId, String keyId, LocalDate from, LocalDate to);
}
