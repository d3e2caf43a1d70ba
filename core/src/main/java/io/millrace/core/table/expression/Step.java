package io.millrace.core.table.expression;

/// A step of a [DocumentPath].
public sealed interface Step {
    /// Into a map; the first step of a path names an attribute.
    record Name(String name) implements Step {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Into a list.
    record Index(int index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }
}
