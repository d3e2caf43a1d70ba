package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A section of a template whose members have names: `Parameters`, `Resources`…
///
/// @param name of the section
/// @param members as written
record Section(String name, ObjectNode members) {
    private static final Pattern ALPHANUMERIC = Pattern.compile("[A-Za-z0-9]++");

    /// @param singular what a member is called in messages
    static Section of(ObjectNode tree, String name, String singular) {
        JsonNode written = tree.path(name);
        if (written.isMissingNode() || written.isNull()) {
            return new Section(name, JsonNodeFactory.instance.objectNode());
        }
        if (!(written instanceof ObjectNode members)) {
            throw Refusal.format("[/" + name + "] " + name + " must be an object");
        }
        Section section = new Section(name, members);
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            section.require(member, singular);
        }
        return section;
    }

    private void require(Map.Entry<String, JsonNode> member, String singular) {
        String key = member.getKey();
        if (isLoop(key)) {
            return;
        }
        if (!ALPHANUMERIC.matcher(key).matches()) {
            throw Refusal.format(singular + " name " + key + " is non alphanumeric.");
        }
        if (key.length() > Limit.TEMPLATE_NAME_CHARS.value()) {
            throw Refusal.format(singular + " name " + key + " is longer than the maximum allowed, "
                    + Limit.TEMPLATE_NAME_CHARS.value());
        }
        if (!member.getValue().isObject()) {
            throw Refusal.format("[/" + name + "/" + key + "] Any " + name + " member must be an object.");
        }
    }

    /// Whether it is yet to be written out.
    static boolean isLoop(String key) {
        return key.startsWith("Fn::ForEach::");
    }

    Section requireAtMost(Limit limit) {
        if (members.size() > limit.value()) {
            throw Refusal.format("Number of " + name.toLowerCase(Locale.ROOT) + ", " + members.size()
                    + ", is greater than maximum allowed, " + limit.value());
        }
        return this;
    }
}
