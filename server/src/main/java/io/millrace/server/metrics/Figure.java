package io.millrace.server.metrics;

import java.util.function.DoubleSupplier;

/// One number of the program that is shown as a metric.
///
/// @param name in Micrometer's form: `millrace.log.appends`
/// @param description a line
/// @param kind whether it only grows
/// @param value read at each scrape, from any thread
public record Figure(String name, String description, Kind kind, DoubleSupplier value) {
    /// What a number does over time.
    public enum Kind {
        /// Only grows.
        COUNTER,
        /// Grows and falls.
        GAUGE
    }

    public static Figure counter(String name, String description, DoubleSupplier value) {
        return new Figure(name, description, Kind.COUNTER, value);
    }

    public static Figure gauge(String name, String description, DoubleSupplier value) {
        return new Figure(name, description, Kind.GAUGE, value);
    }
}
