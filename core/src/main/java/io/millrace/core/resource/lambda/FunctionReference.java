package io.millrace.core.resource.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What callers call a function: its name, a partial ARN (`ACCOUNT:function:NAME`) or its ARN, each with or without a
/// version or alias behind it.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#lambda-Invoke-request-FunctionName>
///
/// @param region that the ARN names, or that of the call
/// @param account that the ARN names, or the only one there is
/// @param name of the function
/// @param qualifier `$LATEST`, a number or an alias
public record FunctionReference(String region, String account, String name, Optional<String> qualifier) {
    /// AWS's pattern, less what follows from it.
    private static final Pattern FORM = Pattern.compile("(?:arn:aws[a-zA-Z-]*:lambda:)?"
            + "(?:([a-z]{2}(?:-[a-z]+)+-\\d{1,2}):)?(?:(\\d{12}):)?(?:function:)?"
            + "([a-zA-Z0-9-_]+)(?::(\\$LATEST|[a-zA-Z0-9-_]+))?");

    private static final Pattern QUALIFIER = Pattern.compile("\\$LATEST|[a-zA-Z0-9-_]+");
    private static final String AWS_PATTERN = "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\\d{1}:)?"
            + "(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?";
    private static final int REFERENCE_CHARS = 170;
    private static final int NAME_CHARS = 64;
    private static final int QUALIFIER_CHARS = 128;

    /// @param region of a reference that names none
    /// @throws RequestException `ValidationException` when it is none
    public static FunctionReference parse(String region, String reference) {
        Constraint.charsAtMost("functionName", reference, REFERENCE_CHARS);
        Matcher parts = FORM.matcher(reference);
        if (!parts.matches()) {
            throw Constraint.broken(
                    "functionName", reference, "Member must satisfy regular expression pattern: " + AWS_PATTERN);
        }
        return new FunctionReference(
                Optional.ofNullable(parts.group(1)).orElse(region),
                Optional.ofNullable(parts.group(2)).orElse(Arn.ACCOUNT),
                Constraint.charsAtMost("functionName", parts.group(3), NAME_CHARS),
                Optional.ofNullable(parts.group(4)));
    }

    /// The same with the qualifier that was given beside it.
    ///
    /// @throws RequestException `InvalidParameterValueException` when both are given and differ
    public FunctionReference with(Optional<String> beside) {
        if (beside.isEmpty() || beside.equals(qualifier)) {
            return this;
        }
        String given = Constraint.pattern(
                "qualifier", Constraint.charsAtMost("qualifier", beside.get(), QUALIFIER_CHARS), QUALIFIER);
        if (qualifier.isPresent()) {
            throw new RequestException(
                    "InvalidParameterValueException",
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionReference(region, account, name, Optional.of(given));
    }

    /// With the qualifier, where there is one.
    public String arn() {
        return "arn:aws:lambda:" + region + ":" + account + ":function:" + name
                + qualifier.map(given -> ":" + given).orElse("");
    }

    /// The error for a function, version or alias that is not there.
    public RequestException notFound() {
        return RequestException.notFound("Function not found: " + arn());
    }
}
