package io.millrace.server.provision;

import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.PropertySchema.Flag;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.DescribedType;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The tables of the reference of types, written from their schemas.
public final class TypeReference {
    private TypeReference() {}

    /// A table for each type, in the order given, in Markdown.
    public static String of(List<ResourceType> types) {
        return types.stream().map(TypeReference::of).collect(Collectors.joining("\n"));
    }

    private static String of(ResourceType type) {
        List<PropertySchema.Line> lines = type.schema().lines();
        String attributes = type instanceof DescribedType described
                ? described.description().attributes().isEmpty()
                        ? "none"
                        : listed(new TreeSet<>(described.description().attributes())
                                .stream().toList())
                : "";
        return "## " + type.name() + "\n\n| | |\n|---|---|\n"
                + row("properties", paths(lines, line -> !line.flags().contains(Flag.KEPT)))
                + row("kept only", paths(lines, line -> line.flags().contains(Flag.KEPT)))
                + row("a change replaces", paths(lines, line -> line.flags().contains(Flag.REPLACE)))
                + row("attributes", attributes);
    }

    private static String row(String name, String value) {
        return value.isEmpty() ? "" : "| " + name + " | " + value + " |\n";
    }

    private static String paths(List<PropertySchema.Line> lines, Predicate<PropertySchema.Line> which) {
        return listed(
                lines.stream().filter(which).map(PropertySchema.Line::path).toList());
    }

    private static String listed(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
