package io.millrace.server.gateway.authorize;

import io.millrace.core.limit.Limit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of a user's, held against a caller's text: it is given up when it looks at too many characters.
///
/// @param pattern must fit the whole text
record BoundedPattern(Pattern pattern) {
    static BoundedPattern of(String where, String expression) throws WrongAnswerException {
        try {
            return new BoundedPattern(Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw new WrongAnswerException(where + " is not a regular expression: " + e.getDescription());
        }
    }

    /// @throws WrongAnswerException when it was given up
    boolean matches(String text) throws WrongAnswerException {
        try {
            return pattern.matcher(new CountedText(text, new int[] {Limit.GATEWAY_PATTERN_STEPS.intValue()}))
                    .matches();
        } catch (TooLongException | StackOverflowError e) {
            throw new WrongAnswerException("the validation expression takes too long for this token");
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
