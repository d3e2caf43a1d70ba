package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Leads what a template says of SAM's own names (`!Ref Function.Version`, a layer whose logical id has a hash) to the
/// logical ids that were generated.
///
/// Source:
/// AWS SAM developer guide, page `sam-specification-generated-resources`
record References(Map<String, String> names) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    /// Rewrites the whole template in place.
    ObjectNode rewrite(ObjectNode template) {
        if (!names.isEmpty()) {
            walk(template);
            template.path("Resources").forEach(this::dependencies);
        }
        return template;
    }

    private void walk(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.size() == 1) {
                function(object);
            }
            object.forEach(this::walk);
        } else if (node instanceof ArrayNode list) {
            list.forEach(this::walk);
        }
    }

    private void function(ObjectNode function) {
        JsonNode name = function.path(Nodes.SELF);
        if (name.isTextual()) {
            function.put(Nodes.SELF, names.getOrDefault(name.textValue(), name.textValue()));
        }
        JsonNode attribute = function.path(Nodes.ATTRIBUTE);
        if (attribute.isTextual()) {
            function.put(Nodes.ATTRIBUTE, renamed(attribute.textValue()));
        } else if (attribute instanceof ArrayNode parts && parts.path(0).isTextual()) {
            attribute(parts);
        }
        JsonNode text = function.path(Nodes.SUBSTITUTE);
        if (text.isTextual()) {
            function.put(Nodes.SUBSTITUTE, substituted(text.textValue(), Nodes.object()));
        } else if (text instanceof ArrayNode parts && parts.path(0).isTextual()) {
            parts.set(
                    0,
                    Nodes.list(substituted(parts.get(0).textValue(), parts.path(1)))
                            .get(0));
        }
    }

    // `[Function, Version.Version]` is how `!GetAtt Function.Version.Version` may have been read.
    private void attribute(ArrayNode parts) {
        String id = parts.get(0).textValue();
        JsonNode name = parts.path(1);
        String[] renamed =
                renamed(name.isTextual() ? id + "." + name.textValue() : id).split("\\.", 2);
        if (!renamed[0].equals(id)) {
            parts.removeAll();
            parts.add(renamed[0]);
            parts.add(renamed.length == 2 ? Nodes.list(renamed[1]).get(0) : name);
        }
    }

    private String substituted(String text, JsonNode shadowing) {
        Matcher variables = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (variables.find()) {
            String name = variables.group(1);
            String stands = shadowing.has(name) ? name : renamed(name);
            variables.appendReplacement(result, Matcher.quoteReplacement("${" + stands + "}"));
        }
        return variables.appendTail(result).toString();
    }

    // The name itself, or what comes before one of its dots: `Function.Alias.Arn` is the attribute of an alias.
    private String renamed(String name) {
        for (int end = name.length(); end > 0; end = name.lastIndexOf('.', end - 1)) {
            String id = names.get(name.substring(0, end));
            if (id != null) {
                return id + name.substring(end);
            }
        }
        return name;
    }

    private void dependencies(JsonNode resource) {
        if (!(resource instanceof ObjectNode declaration)) {
            return;
        }
        JsonNode dependsOn = declaration.path("DependsOn");
        if (dependsOn.isTextual()) {
            declaration.put("DependsOn", names.getOrDefault(dependsOn.textValue(), dependsOn.textValue()));
        } else if (dependsOn instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                String id = list.get(i).asText();
                if (list.get(i).isTextual() && names.containsKey(id)) {
                    list.set(i, Nodes.list(names.getOrDefault(id, id)).get(0));
                }
            }
        }
    }
}
