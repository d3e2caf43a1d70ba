package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;

/// What a `SET` sets an attribute to.
public sealed interface Source {
    record Constant(AttributeValue value) implements Source {}

    record Attribute(DocumentPath path) implements Source {}

    /// `if_not_exists`
    record Otherwise(DocumentPath path, Source otherwise) implements Source {}

    /// `list_append`
    record Append(Source first, Source second) implements Source {}

    record Plus(Source left, Source right) implements Source {}

    record Minus(Source left, Source right) implements Source {}
}
