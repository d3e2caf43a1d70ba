package io.millrace.server.gateway.template;

import java.util.List;
import java.util.Map;

/// The methods of maps that templates may call. Maps that are not the template's own cannot be changed.
final class MapMethods {
    private MapMethods() {}

    static Object call(Map<?, ?> map, String name, List<Object> arguments, Run run) throws TemplateException {
        return switch (arguments.size()) {
            case 0 -> withNone(map, name, run);
            case 1 -> withOne(map, name, arguments.getFirst(), run);
            case 2 -> withTwo(map, name, arguments.getFirst(), arguments.getLast(), run);
            default -> null;
        };
    }

    private static Object withNone(Map<?, ?> map, String name, Run run) throws TemplateException {
        return switch (name) {
            case "size" -> map.size();
            case "isEmpty" -> map.isEmpty();
            case "keySet" -> copy(map.keySet(), run);
            case "values" -> copy(map.values(), run);
            case "entrySet" -> entries(map, run);
            case "clear" -> {
                if (!(map instanceof TemplateMap own) || map instanceof OverrideMap) {
                    throw readOnly();
                }
                own.clear();
                yield "";
            }
            default -> null;
        };
    }

    private static Object withOne(Map<?, ?> map, String name, Object argument, Run run) throws TemplateException {
        return switch (name) {
            case "get" -> TemplateMap.lookup(map, argument);
            case "containsKey" ->
                argument != null && (map.containsKey(argument) || TemplateMap.lookup(map, argument) != null);
            case "containsValue" -> Comparisons.indexOf(copy(map.values(), run), argument, run) >= 0;
            case "putAll" -> {
                if (!(argument instanceof Map<?, ?> more)) {
                    yield null;
                }
                for (Object entry : entries(more, run)) {
                    MapEntry each = (MapEntry) entry;
                    store(map, each.key(), each.value(), run);
                }
                yield "";
            }
            case "remove" -> {
                if (!(map instanceof TemplateMap own) || map instanceof OverrideMap) {
                    throw readOnly();
                }
                yield argument == null ? null : own.remove(argument);
            }
            default -> null;
        };
    }

    private static Object withTwo(Map<?, ?> map, String name, Object first, Object second, Run run)
            throws TemplateException {
        return switch (name) {
            case "put" -> store(map, first, second, run);
            case "getOrDefault" -> {
                Object value = TemplateMap.lookup(map, first);
                yield value == null ? second : value;
            }
            default -> null;
        };
    }

    static Object store(Map<?, ?> map, Object key, Object value, Run run) throws TemplateException {
        if (map instanceof TemplateMap own) {
            return own.store(key, value, run);
        }
        throw readOnly();
    }

    private static TemplateList copy(Iterable<?> elements, Run run) throws TemplateException {
        TemplateList copy = new TemplateList(false);
        for (Object element : elements) {
            copy.append(element, run);
        }
        return copy;
    }

    private static TemplateList entries(Map<?, ?> map, Run run) throws TemplateException {
        TemplateList entries = new TemplateList(false);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            entries.append(new MapEntry(entry.getKey(), entry.getValue()), run);
        }
        return entries;
    }

    private static TemplateException readOnly() {
        return new TemplateException("$context and $stageVariables cannot be changed, but for the overrides");
    }
}
