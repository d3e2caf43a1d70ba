package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.LinkedHashMap;
import java.util.Map;

/// A map that a template made, or a copy of JSON that it may change. Keys are text, numbers or booleans, never null.
class TemplateMap extends LinkedHashMap<Object, Object> {
    private final boolean anyCase;

    TemplateMap() {
        this(false);
    }

    private TemplateMap(boolean anyCase) {
        this.anyCase = anyCase;
    }

    /// One whose names are headers: when a name is not there as written, its case does not matter.
    static TemplateMap ofHeaders() {
        return new TemplateMap(true);
    }

    /// The value of a key in any map; null when there is none.
    static Object lookup(Map<?, ?> map, Object key) {
        if (key == null) {
            return null;
        }
        Object value = map.get(key);
        return value == null && map instanceof TemplateMap own && own.anyCase ? own.lookupAnyCase(key) : value;
    }

    private Object lookupAnyCase(Object key) {
        for (Map.Entry<Object, Object> entry : entrySet()) {
            if (entry.getKey().toString().equalsIgnoreCase(key.toString())) {
                return entry.getValue();
            }
        }
        return null;
    }

    /// Puts a value and gives the one before.
    Object store(Object key, Object value, Run run) throws TemplateException {
        run.step();
        if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
            throw new TemplateException("a key of a map must be a text, a number or a boolean");
        }
        if (size() >= Limit.GATEWAY_TEMPLATE_ELEMENTS.value() && !containsKey(key)) {
            throw new TemplateException("a map has more than " + Limit.GATEWAY_TEMPLATE_ELEMENTS.value() + " elements");
        }
        return put(key, value);
    }
}
