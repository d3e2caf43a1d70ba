package io.millrace.server.gateway.template;

import java.util.ArrayList;
import java.util.List;

/// The methods of lists that templates may call. Lists that are not the template's own cannot be changed.
final class ListMethods {
    private ListMethods() {}

    static Object call(List<?> list, String name, List<Object> arguments, Run run) throws TemplateException {
        return switch (arguments.size()) {
            case 0 -> withNone(list, name);
            case 1 -> withOne(list, name, arguments.getFirst(), run);
            case 2 -> withTwo(list, name, Methods.index(arguments.getFirst()), arguments.getLast(), run);
            default -> null;
        };
    }

    private static Object withNone(List<?> list, String name) throws TemplateException {
        return switch (name) {
            // AWS's reference writes $input.path('$.pets').count().
            case "size", "count" -> list.size();
            case "isEmpty" -> list.isEmpty();
            case "clear" -> {
                own(list).clear();
                yield "";
            }
            default -> null;
        };
    }

    private static Object withOne(List<?> list, String name, Object argument, Run run) throws TemplateException {
        return switch (name) {
            case "get" -> get(list, argument);
            case "contains" -> Comparisons.indexOf(list, argument, run) >= 0;
            case "indexOf" -> Comparisons.indexOf(list, argument, run);
            case "add" -> {
                own(list).append(argument, run);
                yield true;
            }
            case "addAll" -> {
                TemplateList own = own(list);
                if (!(argument instanceof List<?> more)) {
                    yield null;
                }
                for (Object element : new ArrayList<>(more)) {
                    own.append(element, run);
                }
                yield true;
            }
            case "remove" -> remove(own(list), argument, run);
            default -> null;
        };
    }

    private static Object withTwo(List<?> list, String name, Integer index, Object argument, Run run)
            throws TemplateException {
        if (index == null) {
            return null;
        }
        return switch (name) {
            case "add" -> {
                if (index < 0 || index > list.size()) {
                    throw outside(index, list);
                }
                own(list).insert(index, argument, run);
                yield "";
            }
            case "set" -> set(list, index, argument);
            case "subList" -> subList(list, index, Methods.index(argument), run);
            default -> null;
        };
    }

    /// The element at an index, from the end when it is negative; nothing there is null.
    static Object get(List<?> list, Object argument) {
        Integer index = Methods.index(argument);
        if (index == null) {
            return null;
        }
        int at = index < 0 ? list.size() + index : index;
        return at >= 0 && at < list.size() ? list.get(at) : null;
    }

    static Object set(List<?> list, int index, Object value) throws TemplateException {
        int at = index < 0 ? list.size() + index : index;
        if (at < 0 || at >= list.size()) {
            throw outside(index, list);
        }
        return own(list).set(at, value);
    }

    private static Object subList(List<?> list, int from, Integer to, Run run) throws TemplateException {
        if (to == null || from < 0 || to < from || to > list.size()) {
            throw outside(from, list);
        }
        TemplateList part = new TemplateList(list instanceof TemplateList own && own.isJson());
        for (int i = from; i < to; i++) {
            part.append(list.get(i), run);
        }
        return part;
    }

    private static Object remove(TemplateList list, Object argument, Run run) throws TemplateException {
        Integer index = argument instanceof Number ? Methods.index(argument) : null;
        if (index != null) {
            if (index < 0 || index >= list.size()) {
                throw outside(index, list);
            }
            return list.remove(index.intValue());
        }
        int at = Comparisons.indexOf(list, argument, run);
        if (at >= 0) {
            list.remove(at);
        }
        return at >= 0;
    }

    private static TemplateList own(List<?> list) throws TemplateException {
        if (list instanceof TemplateList own) {
            return own;
        }
        throw new TemplateException("a list of $context cannot be changed");
    }

    private static TemplateException outside(int index, List<?> list) {
        return new TemplateException("index " + index + " is outside of a list of " + list.size());
    }
}
