package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes changes at the ends of paths that do not overlap and lead somewhere, all at once: positions in lists are those
/// before; elements beyond the end are appended in the order of their positions.
final class Changes {
    private Changes() {}

    static Map<String, AttributeValue> members(Map<String, AttributeValue> before, List<UpdateRun.Change> changes) {
        Map<String, List<UpdateRun.Change>> byName = new LinkedHashMap<>();
        for (UpdateRun.Change change : changes) {
            byName.computeIfAbsent(change.steps().getFirst().toString(), ignored -> new ArrayList<>())
                    .add(change);
        }
        Map<String, AttributeValue> after = new LinkedHashMap<>(before);
        byName.forEach((name, here) -> changed(Optional.ofNullable(before.get(name)), here)
                .ifPresentOrElse(value -> after.put(name, value), () -> after.remove(name)));
        return Collections.unmodifiableMap(after);
    }

    private static List<AttributeValue> elements(List<AttributeValue> before, List<UpdateRun.Change> changes) {
        SortedMap<Integer, List<UpdateRun.Change>> byIndex = new TreeMap<>();
        for (UpdateRun.Change change : changes) {
            int index = ((Step.Index) change.steps().getFirst()).index();
            byIndex.computeIfAbsent(index, ignored -> new ArrayList<>()).add(change);
        }
        List<AttributeValue> after = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Optional<AttributeValue> old = Optional.of(before.get(i));
            List<UpdateRun.Change> here = byIndex.getOrDefault(i, List.of());
            (here.isEmpty() ? old : changed(old, here)).ifPresent(after::add);
        }
        byIndex.tailMap(before.size()).values().forEach(here -> changed(Optional.empty(), here)
                .ifPresent(after::add));
        return Collections.unmodifiableList(after);
    }

    private static Optional<AttributeValue> changed(Optional<AttributeValue> old, List<UpdateRun.Change> changes) {
        if (changes.size() == 1 && changes.getFirst().steps().size() == 1) {
            return changes.getFirst().value();
        }
        List<UpdateRun.Change> inside = changes.stream()
                .map(change -> new UpdateRun.Change(
                        change.steps().subList(1, change.steps().size()), change.value()))
                .toList();
        return switch (old.orElseThrow()) {
            case AttributeValue.M map -> Optional.of(new AttributeValue.M(members(map.members(), inside)));
            case AttributeValue.L list -> Optional.of(new AttributeValue.L(elements(list.values(), inside)));
            case AttributeValue scalar -> throw new IllegalStateException("no way into " + scalar.type());
        };
    }
}
