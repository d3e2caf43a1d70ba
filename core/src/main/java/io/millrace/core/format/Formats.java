package io.millrace.core.format;

import java.util.Optional;

/// What the conversion of records stands on.
///
/// @param schemas gives the columns
/// @param format writes the files
/// @param budget is shared by all deliveries
public record Formats(SchemaSource schemas, RecordFormat format, BufferBudget budget) {
    public Formats(SchemaSource schemas, RecordFormat format) {
        this(schemas, format, new BufferBudget());
    }

    /// For deliveries that convert nothing: there is no table.
    public static Formats none() {
        return new Formats(table -> Optional.empty(), (row, settings, target) -> {
            throw new IllegalStateException("No format is wired");
        });
    }
}
