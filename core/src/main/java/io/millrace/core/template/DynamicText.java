package io.millrace.core.template;

import io.millrace.core.limit.Limit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dynamic references in a text: `{{resolve:ssm:name:version}}`.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>
final class DynamicText {
    private static final String BEGIN = "{{resolve:";
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:([^:}]*+):([^}]*+)}}");
    private static final Pattern VERSION = Pattern.compile("(.+?):([0-9]{1,9})", Pattern.DOTALL);

    private final World world;
    private int count;

    DynamicText(World world) {
        this.world = world;
    }

    static boolean isIn(String text) {
        return text.contains(BEGIN);
    }

    String resolved(String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        int end = 0;
        while (reference.find()) {
            if (++count > Limit.TEMPLATE_DYNAMIC_REFERENCES.value()) {
                throw Refusal.error("more than " + Limit.TEMPLATE_DYNAMIC_REFERENCES.value() + " dynamic references");
            }
            resolved.append(text, end, reference.start()).append(value(reference.group(1), reference.group(2)));
            end = reference.end();
        }
        return resolved.append(text.substring(end)).toString();
    }

    private String value(String service, String key) {
        return switch (service) {
            case "ssm" -> parameter(key, false);
            case "ssm-secure" -> parameter(key, true);
            default ->
                throw Refusal.error("dynamic references to " + service + " are not supported: {{resolve:" + service
                        + ":" + key + "}}");
        };
    }

    private String parameter(String key, boolean secure) {
        Matcher versioned = VERSION.matcher(key);
        if (versioned.matches()) {
            return world.ssmParameter(versioned.group(1), Optional.of(Integer.valueOf(versioned.group(2))), secure);
        }
        return world.ssmParameter(key, Optional.empty(), secure);
    }
}
