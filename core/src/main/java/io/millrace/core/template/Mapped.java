package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.core.fault.RequestException;

/// `Fn::FindInMap`.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-findinmap.html>
final class Mapped {
    private Mapped() {}

    /// @param argument resolved: `[mapping, key, attribute]`, and `{"DefaultValue": …}` when there is one
    static JsonNode of(Template template, JsonNode argument) {
        if (!argument.isArray() || argument.size() < 3 || argument.size() > 4) {
            throw arguments();
        }
        String mapping = Functions.text(argument.get(0)).orElseThrow(Mapped::arguments);
        String key = Functions.text(argument.get(1)).orElseThrow(Mapped::arguments);
        String attribute = Functions.text(argument.get(2)).orElseThrow(Mapped::arguments);
        JsonNode found = template.mappings().containsKey(mapping)
                ? template.mappings().get(mapping).path(key).path(attribute)
                : MissingNode.getInstance();
        if (!found.isMissingNode()) {
            return found;
        }
        if (argument.size() == 4) {
            JsonNode other = argument.get(3).path("DefaultValue");
            if (argument.get(3).size() != 1 || other.isMissingNode()) {
                throw arguments();
            }
            return other;
        }
        throw template.mappings().containsKey(mapping)
                ? Refusal.error("Unable to get mapping for " + mapping + "::" + key + "::" + attribute)
                : TemplateCheck.noMapping(mapping);
    }

    private static RequestException arguments() {
        return Refusal.error(
                "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for"
                        + " return value");
    }
}
