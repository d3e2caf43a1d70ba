package io.millrace.core.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A page of events.
///
/// @param events in order
/// @param hasMore whether there are further ones the way that was gone
public record EventPage(List<LogEvent> events, boolean hasMore) {
    /// Gathers the events that come first the way that is gone, from events in any order, and holds no more than a page
    /// of them in memory.
    static final class Collector {
        private final EventQuery.Place place;
        private final long bytesMax;
        private final Comparator<Position> order;
        private final PriorityQueue<LogEvent> lastFirst;
        private long bytes;
        private Position bound;

        Collector(EventQuery.Place place, long bytesMax) {
            this.place = place;
            this.bytesMax = bytesMax;
            this.order = place.forward() ? Comparator.naturalOrder() : Comparator.reverseOrder();
            this.lastFirst = new PriorityQueue<>(
                    Comparator.comparing(LogEvent::position, order).reversed());
        }

        /// Whether an event there could be on the page.
        boolean admits(Position position) {
            return bound == null || order.compare(position, bound) < 0;
        }

        void add(LogEvent event) {
            lastFirst.add(event);
            bytes += GroupIndex.bytes(event.message());
            while (lastFirst.size() > place.eventsMax() || (bytes > bytesMax && lastFirst.size() > 1)) {
                LogEvent dropped = lastFirst.remove();
                bytes -= GroupIndex.bytes(dropped.message());
                bound = dropped.position();
            }
        }

        /// Whether nothing of the chunk can be on the page any more.
        boolean isBefore(GroupIndex.Chunk chunk) {
            return bound != null
                    && (place.forward()
                            ? chunk.minMillis() > bound.timeMillis()
                            : chunk.maxMillis() < bound.timeMillis());
        }

        EventPage page() {
            List<LogEvent> events = new ArrayList<>(lastFirst);
            events.sort(Comparator.comparing(LogEvent::position));
            return new EventPage(List.copyOf(events), bound != null);
        }
    }
}
