package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.List;
import java.util.Locale;

/// The methods of texts that templates may call: those of `java.lang.String` that AWS's own examples use and their
/// like. Regular expressions are bounded: see [BoundedText].
final class StringMethods {
    private StringMethods() {}

    static Object call(String text, String name, List<Object> arguments, Run run) throws TemplateException {
        try {
            Object result =
                    switch (arguments.size()) {
                        case 0 -> withNone(text, name);
                        case 1 -> withOne(text, name, arguments.getFirst(), run);
                        case 2 -> withTwo(text, name, arguments.getFirst(), arguments.getLast(), run);
                        default -> null;
                    };
            return result instanceof String made ? run.made(made) : result;
        } catch (IndexOutOfBoundsException e) {
            throw new TemplateException("." + name + "() was asked for characters that the text does not have");
        }
    }

    private static Object withNone(String text, String name) {
        return switch (name) {
            case "length" -> text.length();
            case "isEmpty" -> text.isEmpty();
            case "isBlank" -> text.isBlank();
            case "trim" -> text.trim();
            case "strip" -> text.strip();
            case "toUpperCase" -> text.toUpperCase(Locale.ROOT);
            case "toLowerCase" -> text.toLowerCase(Locale.ROOT);
            default -> null;
        };
    }

    private static Object withOne(String text, String name, Object argument, Run run) throws TemplateException {
        return switch (argument) {
            case String other -> withText(text, name, other, run);
            case Number number -> withIndex(text, name, Methods.index(number));
            case null, default -> null;
        };
    }

    private static Object withText(String text, String name, String other, Run run) throws TemplateException {
        run.steps(text.length() / BoundedText.CHARS_A_STEP);
        return switch (name) {
            case "contains" -> text.contains(other);
            case "startsWith" -> text.startsWith(other);
            case "endsWith" -> text.endsWith(other);
            case "equalsIgnoreCase" -> text.equalsIgnoreCase(other);
            case "indexOf" -> text.indexOf(other);
            case "lastIndexOf" -> text.lastIndexOf(other);
            case "compareTo" -> text.compareTo(other);
            case "compareToIgnoreCase" -> text.compareToIgnoreCase(other);
            case "concat" -> {
                run.charge(other.length());
                yield text.concat(other);
            }
            case "matches" -> BoundedText.matches(text, other, run);
            case "split" -> BoundedText.split(text, other, 0, run);
            default -> null;
        };
    }

    private static Object withIndex(String text, String name, Integer index) {
        if (index == null) {
            return null;
        }
        return switch (name) {
            case "substring" -> text.substring(index);
            case "charAt" -> String.valueOf(text.charAt(index));
            default -> null;
        };
    }

    private static Object withTwo(String text, String name, Object first, Object second, Run run)
            throws TemplateException {
        if (first instanceof String one && second instanceof String two) {
            return switch (name) {
                case "replace" -> replace(text, one, two, run);
                case "replaceAll" -> BoundedText.replace(text, one, two, true, run);
                case "replaceFirst" -> BoundedText.replace(text, one, two, false, run);
                default -> null;
            };
        }
        Integer index = Methods.index(second);
        if (index == null) {
            return null;
        }
        if (first instanceof String one) {
            run.steps(text.length() / BoundedText.CHARS_A_STEP);
            return switch (name) {
                case "indexOf" -> text.indexOf(one, index);
                case "lastIndexOf" -> text.lastIndexOf(one, index);
                case "startsWith" -> text.startsWith(one, index);
                case "split" -> BoundedText.split(text, one, index, run);
                default -> null;
            };
        }
        Integer from = Methods.index(first);
        return from != null && name.equals("substring") ? text.substring(from, index) : null;
    }

    /// Its size is known before it is made: an empty text is found between any two characters.
    private static String replace(String text, String what, String with, Run run) throws TemplateException {
        run.steps(text.length() / BoundedText.CHARS_A_STEP);
        long found = 0;
        if (what.isEmpty()) {
            found = text.length() + 1L;
        } else {
            for (int at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length())) {
                found++;
            }
        }
        long length = text.length() + found * (with.length() - what.length());
        if (length > Limit.GATEWAY_TEMPLATE_TEXT_CHARS.value()) {
            run.charge(length);
        }
        return text.replace(what, with);
    }
}
