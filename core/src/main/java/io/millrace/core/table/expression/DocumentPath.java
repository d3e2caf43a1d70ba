package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import java.util.List;
import java.util.Optional;

/// Where a value is in an item: `a.b[1]`, printed as AWS prints it in messages: `[a, b, [1]]`.
///
/// @param steps at least one; the first is a [Step.Name]
public record DocumentPath(List<Step> steps) {
    public DocumentPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || !(steps.getFirst() instanceof Step.Name)) {
            throw new IllegalArgumentException("a path begins with the name of an attribute, not " + steps);
        }
    }

    public static DocumentPath of(String attribute) {
        return new DocumentPath(List.of(new Step.Name(attribute)));
    }

    /// The attribute that it is in, or is.
    public String attribute() {
        return steps.getFirst().toString();
    }

    /// Whether it goes into an attribute.
    public boolean isNested() {
        return steps.size() > 1;
    }

    public Optional<AttributeValue> find(Item item) {
        Optional<AttributeValue> found = item.find(attribute());
        for (int i = 1; i < steps.size() && found.isPresent(); i++) {
            found = step(found.get(), steps.get(i));
        }
        return found;
    }

    private static Optional<AttributeValue> step(AttributeValue from, Step step) {
        return switch (step) {
            case Step.Name(String name) ->
                from instanceof AttributeValue.M map
                        ? Optional.ofNullable(map.members().get(name))
                        : Optional.empty();
            case Step.Index(int index) ->
                from instanceof AttributeValue.L list && index < list.values().size()
                        ? Optional.of(list.values().get(index))
                        : Optional.empty();
        };
    }

    @Override
    public String toString() {
        return steps.toString();
    }
}
