package io.millrace.server.gateway.backend;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The URI of an integration: `{name}` in it stands for a mapped path parameter, `${stageVariables.name}` for a
/// variable of
/// the stage. What a parameter holds is percent-encoded, so it cannot become a host, a query or a step upwards.
final class UriTemplate {
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z0-9._-]+)\\+?}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{stageVariables\\.([A-Za-z0-9_]+)}");
    private static final String UNRESERVED = "-._~";

    private UriTemplate() {}

    /// With the stage's variables in their places; one that is not set is nothing.
    static String withVariables(String uri, Map<String, String> variables) {
        return VARIABLE.matcher(uri)
                .replaceAll(found -> Matcher.quoteReplacement(variables.getOrDefault(found.group(1), "")));
    }

    /// With the parameters in their places, and a query.
    static String filled(String uri, Map<String, String> parameters, List<Entry<String, String>> query) {
        String path = PARAMETER
                .matcher(uri)
                .replaceAll(found -> Matcher.quoteReplacement(
                        parameters.containsKey(found.group(1))
                                ? encode(parameters.get(found.group(1)), "/")
                                : encode(found.group(), "")));
        if (query.isEmpty()) {
            return path;
        }
        return path + (path.contains("?") ? "&" : "?") + form(query);
    }

    /// `a=1&b=2`, encoded.
    static String form(List<Entry<String, String>> parameters) {
        StringBuilder form = new StringBuilder();
        for (Entry<String, String> parameter : parameters) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(encode(parameter.getKey(), ""))
                    .append('=')
                    .append(encode(parameter.getValue(), ""));
        }
        return form.toString();
    }

    static String encode(String text, String also) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || UNRESERVED.indexOf(c) >= 0
                    || also.indexOf(c) >= 0;
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
