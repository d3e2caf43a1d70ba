package io.millrace.server.metrics;

import java.util.function.ToDoubleFunction;

/// One number of each thing of a kind, such as each delivery stream.
///
/// @param name in Micrometer's form
/// @param description a line
/// @param kind whether it only grows
/// @param value of a thing's status, read at each scrape
/// @param <T> the status of such a thing
record TaggedFigure<T>(String name, String description, Figure.Kind kind, ToDoubleFunction<T> value) {
    static <T> TaggedFigure<T> counter(String name, String description, ToDoubleFunction<T> value) {
        return new TaggedFigure<>(name, description, Figure.Kind.COUNTER, value);
    }

    static <T> TaggedFigure<T> gauge(String name, String description, ToDoubleFunction<T> value) {
        return new TaggedFigure<>(name, description, Figure.Kind.GAUGE, value);
    }
}
