package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;

/// What a [Test] looks at.
public sealed interface Operand {
    record Attribute(DocumentPath path) implements Operand {}

    record Constant(AttributeValue value) implements Operand {}

    /// The length of a string or binary, or how many elements there are.
    record Size(Operand of) implements Operand {}
}
