package io.millrace.core.stack;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.resource.cloudformation.StackTemplate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// Finds stacks and what belongs to them without looking through the whole catalog, which it follows.
///
/// Any thread may ask.
final class StackIndex implements CatalogListener {
    private final Catalog catalog;
    private final Map<String, String> uniqueByName = new ConcurrentHashMap<>();
    private final Map<String, Stack> stacks = new ConcurrentHashMap<>();
    private final Map<String, Map<String, StackResource>> resources = new ConcurrentHashMap<>();
    private final Map<String, Map<String, ChangeSet>> changeSets = new ConcurrentHashMap<>();

    StackIndex(Catalog catalog) {
        this.catalog = catalog;
        catalog.listen(this);
    }

    @Override
    public void put(Resource resource) {
        if (resource instanceof Stack stack) {
            stacks.put(stack.unique(), stack);
            if (stack.status() == StackStatus.DELETE_COMPLETE) {
                uniqueByName.remove(key(stack), stack.unique());
            } else {
                uniqueByName.put(key(stack), stack.unique());
            }
        } else if (resource instanceof StackResource part) {
            resources
                    .computeIfAbsent(part.stackUnique(), unique -> new ConcurrentSkipListMap<>())
                    .put(part.logicalId(), part);
        } else if (resource instanceof ChangeSet set) {
            changeSets
                    .computeIfAbsent(set.stackUnique(), unique -> new ConcurrentSkipListMap<>())
                    .put(set.unique(), set);
        }
    }

    @Override
    public void removed(Resource resource) {
        if (resource instanceof Stack stack) {
            stacks.remove(stack.unique());
            uniqueByName.remove(key(stack), stack.unique());
            resources.remove(stack.unique());
            changeSets.remove(stack.unique());
        } else if (resource instanceof StackResource part) {
            resources.getOrDefault(part.stackUnique(), Map.of()).remove(part.logicalId());
        } else if (resource instanceof ChangeSet set) {
            changeSets.getOrDefault(set.stackUnique(), Map.of()).remove(set.unique());
        }
    }

    private static String key(Stack stack) {
        return stack.region() + "/" + stack.name();
    }

    /// One that is not deleted.
    Optional<Stack> named(String region, String name) {
        return Optional.ofNullable(uniqueByName.get(region + "/" + name)).map(stacks::get);
    }

    Optional<Stack> unique(String unique) {
        return Optional.ofNullable(stacks.get(unique));
    }

    Collection<Stack> all() {
        return stacks.values();
    }

    List<Stack> in(String region) {
        return stacks.values().stream()
                .filter(stack -> stack.region().equals(region))
                .toList();
    }

    /// In order of logical ids.
    List<StackResource> resources(Stack stack) {
        return List.copyOf(resources.getOrDefault(stack.unique(), Map.of()).values());
    }

    Optional<StackResource> resource(Stack stack, String logicalId) {
        return Optional.ofNullable(
                resources.getOrDefault(stack.unique(), Map.of()).get(logicalId));
    }

    List<ChangeSet> changeSets(Stack stack) {
        return List.copyOf(changeSets.getOrDefault(stack.unique(), Map.of()).values());
    }

    Optional<StackTemplate> template(String region, String owner, StackTemplate.Slot slot) {
        return catalog.find(StackTemplate.class, StackTemplate.id(region, owner, slot));
    }
}
