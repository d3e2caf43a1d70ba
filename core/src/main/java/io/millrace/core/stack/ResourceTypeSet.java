package io.millrace.core.stack;

import io.millrace.core.stack.type.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The types of resources there are, found by name.
///
/// Immutable.
public final class ResourceTypeSet {
    private final Map<String, ResourceType> named = new TreeMap<>();
    private final Map<String, ResourceType> prefixed = new TreeMap<>();

    /// @param types one whose name ends with `*` stands for all names that begin so
    /// @throws IllegalArgumentException when two have the same name: a fault of the program
    public ResourceTypeSet(List<ResourceType> types) {
        for (ResourceType type : types) {
            String name = type.name();
            boolean isPrefix = name.endsWith("*");
            ResourceType other =
                    isPrefix ? prefixed.put(name.substring(0, name.length() - 1), type) : named.put(name, type);
            if (other != null) {
                throw new IllegalArgumentException("Two types " + name);
            }
        }
    }

    /// @param name as a template has it
    public Optional<ResourceType> find(String name) {
        ResourceType exact = named.get(name);
        return exact != null
                ? Optional.of(exact)
                : prefixed.entrySet().stream()
                        .filter(type -> name.startsWith(type.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /// All of them, sorted by name.
    public List<ResourceType> all() {
        Map<String, ResourceType> sorted = new TreeMap<>(named);
        prefixed.forEach((prefix, type) -> sorted.put(prefix + "*", type));
        return List.copyOf(sorted.values());
    }
}
