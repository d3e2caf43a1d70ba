package io.millrace.server.gateway.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A part of `$context.requestOverride` or `$context.responseOverride`: each name is set once. Setting null sets
/// nothing.
final class OverrideMap extends TemplateMap {
    private final String name;
    private final Optional<Set<String>> settable;

    private OverrideMap(String name, Optional<Set<String>> settable) {
        this.name = name;
        this.settable = settable;
    }

    /// One whose names are the author's.
    static OverrideMap ofNames(String name) {
        return new OverrideMap(name, Optional.empty());
    }

    /// One of which only some names can be set.
    static OverrideMap ofParts(String name, Set<String> settable) {
        return new OverrideMap(name, Optional.of(settable));
    }

    @Override
    Object store(Object key, Object value, Run run) throws TemplateException {
        if (value == null) {
            return null;
        }
        if (settable.isPresent()
                && !(key instanceof String part && settable.get().contains(part))) {
            throw new TemplateException(name + "." + key + " cannot be set");
        }
        if (containsKey(key)) {
            throw new TemplateException(name + "." + key + " is set a second time; an override can be set once");
        }
        return super.store(key, value, run);
    }

    /// The values as texts, a list's elements each.
    Map<String, List<String>> texts(Run run) throws TemplateException {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Map.Entry<Object, Object> entry : entrySet()) {
            List<String> values = new ArrayList<>();
            for (Object value : entry.getValue() instanceof List<?> list ? list : List.of(entry.getValue())) {
                values.add(value == null ? "" : Texts.of(value, run));
            }
            texts.put(entry.getKey().toString(), List.copyOf(values));
        }
        return texts;
    }
}
