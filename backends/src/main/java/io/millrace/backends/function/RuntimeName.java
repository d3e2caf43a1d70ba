package io.millrace.backends.function;

import io.millrace.core.fault.RequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// AWS's identifier of a runtime, taken apart: `java21` is Java 21, `python3.12` is Python 12.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html>
///
/// @param identifier as it came
/// @param version the number that counts: Java's and Node's major, Python's minor version; 0 for `provided`
record RuntimeName(String identifier, Language language, int version) {
    private static final Pattern FORM = Pattern.compile("(java|nodejs|python3\\.|provided)(\\d*)(\\.[a-z0-9]+)?");

    /// What functions may be written in; `PROVIDED` ones bring their own runtime.
    enum Language {
        JAVA("Java"),
        NODE("Node.js"),
        PYTHON("Python"),
        PROVIDED("a runtime of its own");

        private final String title;

        Language(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    static RuntimeName parse(String identifier) {
        Matcher matcher = FORM.matcher(identifier);
        if (!matcher.matches()) {
            throw unknown(identifier);
        }
        Language language =
                switch (matcher.group(1)) {
                    case "java" -> Language.JAVA;
                    case "nodejs" -> Language.NODE;
                    case "provided" -> Language.PROVIDED;
                    default -> Language.PYTHON;
                };
        boolean hasVersion = !matcher.group(2).isEmpty();
        if (hasVersion == (language == Language.PROVIDED) || matcher.group(2).length() > 3) {
            throw unknown(identifier);
        }
        return new RuntimeName(identifier, language, hasVersion ? Integer.parseInt(matcher.group(2)) : 0);
    }

    /// As people say it: `Python 3.12`.
    String title() {
        return switch (language) {
            case JAVA, NODE -> language.title() + " " + version;
            case PYTHON -> "Python 3." + version;
            case PROVIDED -> language.title();
        };
    }

    private static RequestException unknown(String identifier) {
        return new RequestException(
                "InvalidParameterValueException",
                "Runtime '" + identifier + "' is not supported: java*, nodejs*.x, python3.*, provided.* are");
    }
}
