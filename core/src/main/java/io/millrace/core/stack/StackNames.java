package io.millrace.core.stack;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names and ARNs of stacks and change sets.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>
final class StackNames {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]*");
    private static final Pattern ARN =
            Pattern.compile("arn:aws:cloudformation:[^:]*:[^:]*:(?:stack|changeSet)/([^/]+)/([^/]+)");

    private StackNames() {}

    /// What an ARN says.
    record Parts(String name, String unique) {}

    static Optional<Parts> arn(String text) {
        Matcher matcher = ARN.matcher(text);
        return matcher.matches() ? Optional.of(new Parts(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /// @param property that it is the value of
    static String require(String name, String property) {
        if (name.length() > Limit.STACK_NAME_CHARS.value()) {
            throw invalid(
                    name, property, "Member must have length less than or equal to " + Limit.STACK_NAME_CHARS.value());
        }
        if (!NAME.matcher(name).matches()) {
            throw invalid(name, property, "Member must satisfy regular expression pattern: " + NAME);
        }
        return name;
    }

    private static RequestException invalid(String name, String property, String what) {
        return new RequestException(
                "ValidationError",
                "1 validation error detected: Value '" + name + "' at '" + property + "' failed to satisfy constraint: "
                        + what);
    }
}
