package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Takes parts out of an item, with as much around them as leads to them.
final class ProjectionRun {
    private ProjectionRun() {}

    static Item of(List<DocumentPath> paths, Item item) {
        return new Item(members(
                item.attributes(), paths.stream().map(DocumentPath::steps).toList()));
    }

    /// Nothing where none of the paths leads to anything.
    private static Optional<AttributeValue> part(AttributeValue value, List<List<Step>> paths) {
        if (paths.stream().anyMatch(List::isEmpty)) {
            return Optional.of(value);
        }
        return switch (value) {
            case AttributeValue.M(Map<String, AttributeValue> members) ->
                Optional.of(members(members, paths))
                        .filter(found -> !found.isEmpty())
                        .map(AttributeValue.M::new);
            case AttributeValue.L(List<AttributeValue> values) ->
                Optional.of(elements(values, paths))
                        .filter(found -> !found.isEmpty())
                        .map(AttributeValue.L::new);
            case AttributeValue ignored -> Optional.empty();
        };
    }

    private static Map<String, AttributeValue> members(Map<String, AttributeValue> from, List<List<Step>> paths) {
        Map<String, List<List<Step>>> rests = new LinkedHashMap<>();
        for (List<Step> path : paths) {
            if (path.getFirst() instanceof Step.Name(String name) && from.containsKey(name)) {
                rests.computeIfAbsent(name, ignored -> new ArrayList<>()).add(path.subList(1, path.size()));
            }
        }
        Map<String, AttributeValue> found = new LinkedHashMap<>();
        rests.forEach((name, rest) -> part(from.get(name), rest).ifPresent(value -> found.put(name, value)));
        return Collections.unmodifiableMap(found);
    }

    private static List<AttributeValue> elements(List<AttributeValue> from, List<List<Step>> paths) {
        Map<Integer, List<List<Step>>> rests = new TreeMap<>();
        for (List<Step> path : paths) {
            if (path.getFirst() instanceof Step.Index(int index) && index < from.size()) {
                rests.computeIfAbsent(index, ignored -> new ArrayList<>()).add(path.subList(1, path.size()));
            }
        }
        List<AttributeValue> found = new ArrayList<>();
        rests.forEach((index, rest) -> part(from.get(index), rest).ifPresent(found::add));
        return Collections.unmodifiableList(found);
    }
}
