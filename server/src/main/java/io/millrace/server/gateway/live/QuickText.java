package io.millrace.server.gateway.live;

import io.millrace.core.limit.Limit;
import java.util.regex.Pattern;

/// Tells what takes no longer than its input is long, so that it may be done on an event loop: templates that only put
/// values in their places, and models that only look at types and names. Whatever else there is (directives, methods,
/// searching paths, patterns, references) is done on a thread of its own; that is no fault, only slower.
final class QuickText {
    private static final String NO_MEMBER = "(?![\\w.(\\[])";
    private static final String NAMES = "(?:\\.\\w+)++";
    private static final String INPUT = "\\$input\\.(?:body|json\\('\\$(?:" + NAMES + ")?'\\)|params\\('[\\w.-]+'\\))";
    private static final String CONTEXT = "\\$(?:context|stageVariables)" + NAMES;
    private static final String VALUE = "(?:" + INPUT + "|" + CONTEXT + ")" + NO_MEMBER;
    private static final String UTIL = "\\$util\\.(?:base64Encode|urlEncode|escapeJavaScript)\\(" + VALUE + "\\)";

    /// Text without `$` and `#`, and such values.
    private static final Pattern TEMPLATE =
            Pattern.compile("(?:[^$#]++|" + UTIL + NO_MEMBER + "|" + VALUE + ")*+", Pattern.DOTALL);

    private static final Pattern SEARCHING = Pattern.compile(
            "\"(?:pattern|patternProperties|\\$ref|allOf|anyOf|oneOf|not|format|dependencies|uniqueItems)\"\\s*:");

    private QuickText() {}

    static boolean isQuickTemplate(String template) {
        return template.length() <= Limit.GATEWAY_QUICK_BYTES.value()
                && TEMPLATE.matcher(template).matches();
    }

    static boolean isQuickModel(String schema) {
        return schema.length() <= Limit.GATEWAY_QUICK_BYTES.value()
                && !SEARCHING.matcher(schema).find();
    }
}
