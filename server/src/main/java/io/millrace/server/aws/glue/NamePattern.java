package io.millrace.server.aws.glue;

import io.millrace.core.limit.TableLimit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of a caller that names fit as a whole, and that ends: it may look at so many characters in all
/// names together. For one call.
final class NamePattern {
    private final Pattern pattern;
    private long looks;

    private NamePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static NamePattern compile(String expression) {
        if (expression.length() > TableLimit.GLUE_EXPRESSION_CHARS.value()) {
            throw GlueStore.invalid("Expression: at most " + TableLimit.GLUE_EXPRESSION_CHARS.value() + " characters");
        }
        try {
            return new NamePattern(Pattern.compile(expression));
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw GlueStore.invalid("Expression: this is no regular expression");
        }
    }

    boolean matches(String name) {
        try {
            return pattern.matcher(new Counted(name)).matches();
        } catch (StackOverflowError e) {
            throw tooMuch();
        }
    }

    private static RuntimeException tooMuch() {
        return GlueStore.invalid("Expression: this looks at the names too often, "
                + TableLimit.GLUE_EXPRESSION_STEPS.value() + " times: say it more simply");
    }

    /// Counts how often it is looked at.
    private final class Counted implements CharSequence {
        private final String text;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > TableLimit.GLUE_EXPRESSION_STEPS.value()) {
                throw tooMuch();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
