package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which resources and outputs of a template there are under its conditions, and what they need.
///
/// @param resources those whose conditions hold, each with those that it needs
/// @param order of them
/// @param outputs those whose conditions hold
record Needs(Map<String, Set<String>> resources, List<String> order, Set<String> outputs) {
    static Needs of(Template template, Map<String, Boolean> conditions) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        Set<String> unresolved = new TreeSet<>();
        template.resources().values().stream()
                .filter(resource -> isThere(resource.condition(), conditions))
                .forEach(resource -> needs.put(resource.logicalId(), needed(template, resource, conditions)));
        needs.values().forEach(unresolved::addAll);
        unresolved.removeAll(needs.keySet());
        if (!unresolved.isEmpty()) {
            throw Refusal.unresolved(String.join(", ", unresolved), "Resources");
        }
        needs.replaceAll((id, needed) -> Collections.unmodifiableSet(needed));
        Set<String> outputs = outputs(template, conditions, needs.keySet());
        return new Needs(Collections.unmodifiableMap(needs), Order.of(needs), outputs);
    }

    private static boolean isThere(String condition, Map<String, Boolean> conditions) {
        return condition.isEmpty() || conditions.getOrDefault(condition, false);
    }

    private static Set<String> needed(
            Template template, Template.Declaration resource, Map<String, Boolean> conditions) {
        Set<String> needed = new TreeSet<>(
                ResourceParser.explicit(template.tree().path("Resources").path(resource.logicalId())));
        needed.addAll(named(template, resource.properties(), conditions));
        needed.addAll(named(template, resource.metadata(), conditions));
        needed.addAll(named(template, resource.rest(), conditions));
        return needed;
    }

    private static Set<String> outputs(Template template, Map<String, Boolean> conditions, Set<String> resources) {
        Set<String> keys = new LinkedHashSet<>();
        Set<String> unresolved = new TreeSet<>();
        template.outputs().values().stream()
                .filter(output -> isThere(output.condition(), conditions))
                .forEach(output -> {
                    keys.add(output.key());
                    unresolved.addAll(named(template, output.value(), conditions));
                    unresolved.addAll(named(template, output.exportName(), conditions));
                });
        unresolved.removeAll(resources);
        if (!unresolved.isEmpty()) {
            throw Refusal.unresolved(String.join(", ", unresolved), "Outputs");
        }
        return Collections.unmodifiableSet(keys);
    }

    /// Resources that a part of the template refers to.
    private static Set<String> named(Template template, JsonNode part, Map<String, Boolean> conditions) {
        Set<String> names = new LinkedHashSet<>();
        ReferenceWalk.Sink sink = new ReferenceWalk.Sink() {
            @Override
            public void name(String name) {
                if (template.resources().containsKey(name)) {
                    names.add(name);
                }
            }

            @Override
            public void attribute(String logicalId, String attribute, String function) {
                names.add(logicalId);
            }
        };
        new ReferenceWalk(sink, name -> Optional.ofNullable(conditions.get(name))).walk(part);
        return names;
    }
}
