package io.millrace.core.logs;

import java.util.Comparator;

/// A place in the order in which events are shown: by their time, those of one time as they arrived. It lies before the
/// event that has it.
///
/// @param timeMillis of the event, since the epoch
/// @param offset of its record
public record Position(long timeMillis, long offset) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::timeMillis).thenComparingLong(Position::offset);

    /// Before every event of a time and later.
    public static Position before(long timeMillis) {
        return new Position(timeMillis, 0);
    }

    /// The place just behind the event that has this one.
    public Position after() {
        return new Position(timeMillis, offset + 1);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
