package io.millrace.core.template;

import io.millrace.core.limit.Limit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// An `AllowedPattern`: it must fit the whole value, and is given up when it looks at more than
/// [Limit#TEMPLATE_PATTERN_STEPS] characters.
record CheckedPattern(Pattern pattern) {
    /// @param parameter that has it
    static CheckedPattern of(String parameter, String expression) {
        try {
            return new CheckedPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw Refusal.format("Parameter '" + parameter + "' has an invalid AllowedPattern: " + expression);
        }
    }

    /// @throws io.millrace.core.fault.RequestException `ValidationError` when it takes too long
    boolean fits(String parameter, String value) {
        try {
            return pattern.matcher(new CountedText(value, new long[] {Limit.TEMPLATE_PATTERN_STEPS.value()}))
                    .matches();
        } catch (TooLongException | StackOverflowError e) {
            throw Refusal.invalid(
                    "Parameter '" + parameter + "': the AllowedPattern takes too long, give a simpler one");
        }
    }

    private static final class TooLongException extends RuntimeException {
        private TooLongException() {
            super(null, null, false, false);
        }
    }

    /// The matcher's only loop that matters asks for characters.
    private record CountedText(CharSequence text, long[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left[0]-- <= 0) {
                throw new TooLongException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new CountedText(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
