package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.List;

/// The methods of numbers that templates may call. `$Integer.parseInt($text)`, with any number in `$Integer`, is how
/// templates make numbers of texts at AWS.
final class NumberMethods {
    private NumberMethods() {}

    static Object call(Number number, String name, List<Object> arguments) throws TemplateException {
        if (arguments.isEmpty()) {
            return switch (name) {
                case "intValue" -> number.intValue();
                case "longValue" -> number.longValue();
                case "doubleValue" -> number.doubleValue();
                default -> null;
            };
        }
        if (arguments.size() > 1 || arguments.getFirst() == null) {
            return null;
        }
        return switch (name) {
            case "parseInt", "parseLong", "parseDouble", "valueOf" -> parse(number, name, arguments.getFirst());
            case "compareTo" ->
                arguments.getFirst() instanceof Number other ? Comparisons.compareNumbers(number, other) : null;
            default -> null;
        };
    }

    private static Object parse(Number number, String name, Object argument) throws TemplateException {
        if (argument instanceof Number) {
            return name.equals("valueOf") ? argument : null;
        }
        if (!(argument instanceof String text)) {
            return null;
        }
        try {
            if (text.length() > Limit.GATEWAY_TEMPLATE_DIGITS.value()) {
                throw new NumberFormatException();
            }
            return switch (name) {
                case "parseInt" -> Integer.parseInt(text);
                case "parseLong" -> Long.parseLong(text);
                case "parseDouble" -> Double.parseDouble(text);
                default ->
                    number instanceof Double
                            ? (Number) Double.valueOf(text)
                            : number instanceof Long ? (Number) Long.valueOf(text) : (Number) Integer.valueOf(text);
            };
        } catch (NumberFormatException e) {
            throw new TemplateException("." + name + "() was given a text that is no such number");
        }
    }
}
