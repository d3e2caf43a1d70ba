package io.millrace.server.gateway.call;

import io.millrace.core.limit.Limit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of an API's owner, held against somebody else's text: it is given up when it looks at more than
/// [Limit#GATEWAY_PATTERN_STEPS] characters. Any thread.
///
/// @param pattern must fit the whole text
public record BoundedPattern(Pattern pattern) {
    /// @throws IllegalArgumentException when it is none
    public static BoundedPattern of(String expression) {
        try {
            return new BoundedPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
        }
    }

    /// It was given up.
    public static final class GivenUpException extends Exception {
        private GivenUpException() {
            super("The pattern takes too long for this text", null, false, false);
        }
    }

    public boolean matches(String text) throws GivenUpException {
        try {
            return pattern.matcher(new CountedText(text, new int[] {Limit.GATEWAY_PATTERN_STEPS.intValue()}))
                    .matches();
        } catch (TooLongException | StackOverflowError e) {
            throw new GivenUpException();
        }
    }

    private static final class TooLongException extends RuntimeException {
        private TooLongException() {
            super(null, null, false, false);
        }
    }

    /// The matcher's only loop that matters asks for characters.
    private record CountedText(CharSequence text, int[] left) implements CharSequence {
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
