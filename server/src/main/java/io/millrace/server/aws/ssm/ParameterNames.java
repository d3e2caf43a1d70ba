package io.millrace.server.aws.ssm;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.Locale;
import java.util.regex.Pattern;

/// What parameters may be called.
///
/// Source: <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html>
final class ParameterNames {
    private static final Pattern CHARS = Pattern.compile("[a-zA-Z0-9_.\\-/]+");
    private static final Pattern ARN = Pattern.compile("arn:aws:ssm:[^:]*:[^:]*:parameter");

    private ParameterNames() {}

    /// @throws RequestException `ValidationException`, `HierarchyLevelLimitExceededException`
    static String check(String name) {
        if (name.length() > Limit.SSM_PARAMETER_CHARS.value()
                || !CHARS.matcher(name).matches()) {
            throw SsmDoor.invalid("Parameter name: can't be empty, and may have up to "
                    + Limit.SSM_PARAMETER_CHARS.value()
                    + " letters, numbers and the symbols . - _ and / between the levels of its path.");
        }
        if (name.contains("/") && !name.startsWith("/")) {
            throw SsmDoor.invalid("Parameter name must be a fully qualified name.");
        }
        if (name.endsWith("/") || name.contains("//")) {
            throw SsmDoor.invalid("Parameter name must not end with a slash or have an empty level.");
        }
        String first = (name.startsWith("/") ? name.substring(1) : name).toLowerCase(Locale.ROOT);
        if (first.startsWith("aws") || first.startsWith("ssm")) {
            throw SsmDoor.invalid("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
        if (name.chars().filter(c -> c == '/').count() > Limit.SSM_PATH_LEVELS.value()) {
            throw new RequestException(
                    "HierarchyLevelLimitExceededException",
                    "A parameter name may have at most " + Limit.SSM_PATH_LEVELS.value() + " levels: " + name);
        }
        return name;
    }

    /// The name that an ARN holds, beginning with a slash; any other text as it is.
    static String ofArn(String text) {
        return text.startsWith("arn:") ? ARN.matcher(text).replaceFirst("") : text;
    }
}
