package io.millrace.core.resource.dynamodb;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/// Provisioned throughput of a table or of a global index; kept only: nothing is slowed down by it.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ProvisionedThroughputDescription.html>
///
/// @param readUnits read capacity units a second; 0 on demand
/// @param writeUnits write capacity units a second; 0 on demand
/// @param increased when it was last raised
/// @param decreased when it was last lowered
/// @param decreases how often it was lowered on the day of `decreased`, by UTC
public record Capacity(
        long readUnits, long writeUnits, Optional<Instant> increased, Optional<Instant> decreased, int decreases) {
    /// That of tables on demand.
    public static final Capacity NONE = of(0, 0);

    public static Capacity of(long readUnits, long writeUnits) {
        return new Capacity(readUnits, writeUnits, Optional.empty(), Optional.empty(), 0);
    }

    /// Other units, and when they were changed.
    public Capacity changed(long newReadUnits, long newWriteUnits, Instant now) {
        boolean more = newReadUnits > readUnits || newWriteUnits > writeUnits;
        boolean less = newReadUnits < readUnits || newWriteUnits < writeUnits;
        return new Capacity(
                newReadUnits,
                newWriteUnits,
                more ? Optional.of(now) : increased,
                less ? Optional.of(now) : decreased,
                less ? decreasesOn(now) + 1 : decreases);
    }

    /// How often it was lowered on the day of a moment.
    public int decreasesOn(Instant now) {
        return decreased.filter(last -> day(last) == day(now)).isPresent() ? decreases : 0;
    }

    private static long day(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }
}
