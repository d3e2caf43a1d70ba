package io.millrace.server.aws.glue;

import io.millrace.core.limit.TableLimit;

/// A pattern of SQL's `LIKE`: `%` stands for any characters, `_` for one. It looks at so many characters in one call
/// and
/// no more. For one call.
final class LikePattern {
    private final String pattern;
    private long looks;

    LikePattern(String pattern) {
        this.pattern = pattern;
    }

    /// Goes back to the last `%` when what follows it does not fit.
    boolean matches(String text) {
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int starAt = 0;
        while (at < text.length()) {
            if (++looks > TableLimit.GLUE_EXPRESSION_STEPS.value()) {
                throw GlueStore.invalid("Expression: LIKE looks at the values too often: say it more simply");
            }
            char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : 0;
            if (wanted == '%') {
                star = inPattern++;
                starAt = at;
            } else if (inPattern < pattern.length() && (wanted == '_' || wanted == text.charAt(at))) {
                inPattern++;
                at++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == '%') {
            inPattern++;
        }
        return inPattern == pattern.length();
    }
}
