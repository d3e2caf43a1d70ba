package io.millrace.core.resource.lambda;

import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The bounds of single values and AWS's sentences for those who break them: `ValidationException`, with the member's
/// name as the model has it.
public final class Constraint {
    private Constraint() {}

    public static int between(String member, int value, int min, int max) {
        if (value < min) {
            throw broken(member, Integer.toString(value), "Member must have value greater than or equal to " + min);
        }
        if (value > max) {
            throw broken(member, Integer.toString(value), "Member must have value less than or equal to " + max);
        }
        return value;
    }

    public static String pattern(String member, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw broken(member, value, "Member must satisfy regular expression pattern: " + pattern.pattern());
        }
        return value;
    }

    public static String charsAtMost(String member, String value, int max) {
        if (value.length() > max) {
            throw broken(member, value, "Member must have length less than or equal to " + max);
        }
        return value;
    }

    public static String oneOf(String member, String value, List<String> words) {
        if (!words.contains(value)) {
            throw broken(member, value, "Member must satisfy enum value set: [" + String.join(", ", words) + "]");
        }
        return value;
    }

    public static <T> T required(String member, Optional<T> value) {
        return value.orElseThrow(() -> error("1 validation error detected: Value null at '" + member
                + "' failed to satisfy constraint: Member must not be null"));
    }

    /// What was sent stands in the sentence, so it is cut: a caller may have sent megabytes.
    public static RequestException broken(String member, String value, String constraint) {
        String shown = value.length() <= SHOWN_CHARS ? value : value.substring(0, SHOWN_CHARS) + "…";
        return error("1 validation error detected: Value '" + shown + "' at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }

    private static RequestException error(String message) {
        return new RequestException("ValidationException", message);
    }

    private static final int SHOWN_CHARS = 200;
}
