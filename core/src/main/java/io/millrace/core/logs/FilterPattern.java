package io.millrace.core.logs;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.List;
import java.util.function.Predicate;

/// Which messages to show, in the words of CloudWatch Logs: terms and quoted phrases that must all be there, `-` before
/// one that must not, `?` before those of which one must; or `{ … }`, a condition on a message that is JSON.
///
/// A term is there when the message contains it, upper and lower case told apart. Regular expressions (`%…%`) and
/// patterns of words in a row (`[…]`) are refused.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>
public sealed interface FilterPattern extends Predicate<String> {
    /// Every message.
    FilterPattern ALL = new Terms(List.of(), List.of(), List.of());

    /// Reads a pattern.
    ///
    /// @throws RequestException `InvalidParameterException`, with the place of what is wrong
    static FilterPattern parse(String pattern) {
        if (pattern.length() > Limit.LOGS_FILTER_CHARS.value()) {
            throw invalid("has more than " + Limit.LOGS_FILTER_CHARS.value() + " characters", 0);
        }
        String start = pattern.stripLeading();
        if (start.startsWith("{")) {
            return new Json(new JsonConditionParser(pattern).parse());
        }
        if (start.startsWith("[")) {
            throw invalid("patterns of words in a row, [a, b], are not supported by Millrace", 0);
        }
        return new TermsParser(pattern).parse();
    }

    static RequestException invalid(String what, int position) {
        return new RequestException(
                "InvalidParameterException", "filterPattern: " + what + " (position " + position + ")");
    }

    /// Words and phrases.
    ///
    /// @param all must be there
    /// @param any one of them must be there, unless there is none
    /// @param none must not be there
    record Terms(List<String> all, List<String> any, List<String> none) implements FilterPattern {
        @Override
        public boolean test(String message) {
            return all.stream().allMatch(message::contains)
                    && (any.isEmpty() || any.stream().anyMatch(message::contains))
                    && none.stream().noneMatch(message::contains);
        }
    }

    /// A condition on a message that is JSON; no other message fits.
    record Json(JsonCondition condition) implements FilterPattern {
        @Override
        public boolean test(String message) {
            return JsonCondition.parse(message).filter(condition::holds).isPresent();
        }
    }
}
