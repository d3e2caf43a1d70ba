package io.millrace.core.logs;

import java.util.function.Predicate;

/// Which events to show.
///
/// @param streams names of the log streams
/// @param fromMillis events of this time and later
/// @param toMillis events before this time
/// @param place where to begin, and which way to go
/// @param messages whose messages fit
public record EventQuery(
        Predicate<String> streams, long fromMillis, long toMillis, Place place, Predicate<String> messages) {
    /// @param position between two events
    /// @param forward towards later events; else the ones just before
    /// @param eventsMax at most so many
    public record Place(Position position, boolean forward, int eventsMax) {}

    /// The same, but nothing before a time.
    EventQuery notBefore(long timeMillis) {
        return new EventQuery(streams, Math.max(fromMillis, timeMillis), toMillis, place, messages);
    }

    boolean fits(Position event) {
        return event.timeMillis() >= fromMillis
                && event.timeMillis() < toMillis
                && (event.compareTo(place.position) >= 0) == place.forward;
    }

    /// Whether a chunk may have events that fit.
    boolean mayFit(GroupIndex.Chunk chunk) {
        boolean inTime = chunk.maxMillis() >= fromMillis && chunk.minMillis() < toMillis;
        return inTime
                && (place.forward
                        ? chunk.maxMillis() >= place.position.timeMillis()
                        : chunk.minMillis() <= place.position.timeMillis());
    }
}
