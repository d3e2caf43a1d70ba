package io.millrace.server.gateway.validate;

import com.networknt.schema.regex.RegularExpression;
import io.millrace.core.limit.Limit;
import java.util.regex.Pattern;

/// A `pattern` of a model. It finds anywhere, as JSON schema says, and gives up on a text that it looks at too
/// often: that text does not fit. Any thread.
///
/// @param pattern compiled once
record PatternText(Pattern pattern) implements RegularExpression {
    /// At the end only `$` means the very end, as in ECMAScript.
    static PatternText compile(String regex) {
        boolean toTheEnd = regex.endsWith("$") && !regex.endsWith("\\$");
        return new PatternText(Pattern.compile(toTheEnd ? regex.substring(0, regex.length() - 1) + "\\z" : regex));
    }

    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new Counted(text)).find();
        } catch (TooMuchException | StackOverflowError e) {
            return false;
        }
    }

    /// Counts how often it is looked at.
    private static final class Counted implements CharSequence {
        private final String text;
        private long seen;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++seen > Limit.GATEWAY_MODEL_REGEX_STEPS.value() + text.length()) {
                throw new TooMuchException();
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

    private static final class TooMuchException extends RuntimeException {
        TooMuchException() {
            super("", null, false, false);
        }
    }
}
