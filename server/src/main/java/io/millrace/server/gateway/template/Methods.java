package io.millrace.server.gateway.template;

import java.util.List;
import java.util.Map;

/// Every method and property that a template can reach. Nothing is found by reflection: what is not written here or
/// in the classes of one type each does not exist, and gives null, as an unknown method does at AWS.
final class Methods {
    private Methods() {}

    /// @param target not null
    static Object call(Object target, String name, List<Object> arguments, Run run) throws TemplateException {
        run.step();
        if (arguments.isEmpty() && name.equals("toString")) {
            return Texts.of(target, run);
        }
        if (arguments.size() == 1 && name.equals("equals")) {
            return Comparisons.equal(target, arguments.getFirst(), run);
        }
        return switch (target) {
            case InputValue input -> input.call(name, arguments, run);
            case UtilValue util -> util.call(name, arguments, run);
            case String text -> StringMethods.call(text, name, arguments, run);
            case Map<?, ?> map -> MapMethods.call(map, name, arguments, run);
            case List<?> list -> ListMethods.call(list, name, arguments, run);
            case Number number -> NumberMethods.call(number, name, arguments);
            case MapEntry entry -> property(entry, getter(name));
            case ContextValue context
            when isGet(name, arguments) -> context.property(String.valueOf(arguments.getFirst()));
            case ContextValue context -> MapMethods.call(context.values(), name, arguments, run);
            case Boolean flag -> arguments.isEmpty() ? ofBoolean(flag, name) : null;
            case ForeachScope scope -> arguments.isEmpty() ? scope.property(getter(name)) : null;
            default -> null;
        };
    }

    /// @param target not null
    static Object property(Object target, String name) {
        return switch (target) {
            case Map<?, ?> map -> TemplateMap.lookup(map, name);
            case ContextValue context -> context.property(name);
            case ForeachScope scope -> scope.property(name);
            case InputValue input -> name.equals("body") ? input.body() : null;
            case MapEntry entry ->
                switch (name) {
                    case "key" -> entry.key();
                    case "value" -> entry.value();
                    default -> null;
                };
            case List<?> list -> name.equals("empty") ? list.isEmpty() : null;
            case String text -> name.equals("empty") ? text.isEmpty() : null;
            default -> null;
        };
    }

    private static Object ofBoolean(Boolean flag, String name) {
        return name.equals("booleanValue") ? flag : null;
    }

    private static boolean isGet(String name, List<Object> arguments) {
        return name.equals("get") && arguments.size() == 1;
    }

    /// `getKey` as `key`.
    private static String getter(String method) {
        return method.startsWith("get") && method.length() > 3
                ? Character.toLowerCase(method.charAt(3)) + method.substring(4)
                : method;
    }

    /// An argument as an index; null when it is none.
    static Integer index(Object argument) {
        return argument instanceof Number number && number.doubleValue() == number.intValue()
                ? number.intValue()
                : null;
    }
}
