package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;

/// One thing that an [Update] does.
public sealed interface Action {
    DocumentPath path();

    record Set(DocumentPath path, Source source) implements Action {}

    record Remove(DocumentPath path) implements Action {}

    /// Adds to a number, or elements to a set, or (in the legacy form) to a list; what is not there becomes the value.
    record Add(DocumentPath path, AttributeValue value) implements Action {}

    /// Takes elements out of a set; with the last one the attribute goes.
    record Delete(DocumentPath path, AttributeValue elements) implements Action {}
}
