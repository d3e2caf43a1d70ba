package io.millrace.core.limit;

import java.util.List;
import java.util.stream.Stream;

/// A bound on something: a [Limit] or a [TableLimit].
public sealed interface Bound permits Limit, TableLimit {
    /// All there are.
    static List<Bound> all() {
        return Stream.<Bound>concat(Stream.of(Limit.values()), Stream.of(TableLimit.values()))
                .toList();
    }

    /// What it is called by.
    String name();

    long value();

    /// What is bounded, and where the number comes from.
    String why();

    /// The value where an int is asked for; every limit used so fits.
    default int intValue() {
        return Math.toIntExact(value());
    }
}
