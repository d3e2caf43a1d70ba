package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads the sections of a template.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>
final class TemplateParser {
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Mappings",
            "Conditions",
            "Transform",
            "Resources",
            "Outputs");
    private static final String VERSION = "2010-09-09";

    private final ObjectNode tree;
    private final List<String> transforms;

    private TemplateParser(ObjectNode tree) {
        this.tree = tree;
        this.transforms = Transforms.declared(tree);
    }

    static Template read(ObjectNode tree) {
        TemplateParser parser = new TemplateParser(tree);
        parser.requireSections();
        return new Template(
                tree,
                parser.version(),
                parser.description(),
                parser.transforms,
                parser.parameters(),
                parser.conditions(),
                parser.mappings(),
                parser.resources(),
                parser.outputs());
    }

    private void requireSections() {
        Set<String> unknown = new TreeSet<>();
        tree.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(SECTIONS);
        if (transforms.contains(Transforms.SERVERLESS)) {
            unknown.remove("Globals");
        }
        if (unknown.remove("Hooks")) {
            throw Refusal.format("Hooks is not supported");
        }
        if (!unknown.isEmpty()) {
            throw Refusal.invalid("Invalid template property or properties [" + String.join(", ", unknown) + "]");
        }
        if (tree.has("Metadata") && !tree.get("Metadata").isObject()) {
            throw Refusal.format("[/Metadata] Metadata must be an object");
        }
        Section.of(tree, "Rules", "Rule");
    }

    private String version() {
        JsonNode version = tree.path("AWSTemplateFormatVersion");
        if (version.isMissingNode()) {
            return "";
        }
        if (!version.asText().equals(VERSION)) {
            throw Refusal.format("unsupported value for AWSTemplateFormatVersion.");
        }
        return VERSION;
    }

    private String description() {
        String description = text(tree, "Description", "");
        if (description.length() > Limit.TEMPLATE_DESCRIPTION_CHARS.value()) {
            throw Refusal.format(
                    "'Description' length is greater than " + Limit.TEMPLATE_DESCRIPTION_CHARS.value() + ".");
        }
        return description;
    }

    /// @param path of the object, in messages
    static String text(ObjectNode object, String name, String path) {
        JsonNode value = object.path(name);
        if (value.isContainerNode()) {
            throw Refusal.format("[" + path + "/" + name + "] Every " + name + " member must be a string.");
        }
        return value.isNull() ? "" : value.asText();
    }

    private Map<String, Parameter> parameters() {
        Section section = Section.of(tree, "Parameters", "Parameter").requireAtMost(Limit.TEMPLATE_PARAMETERS);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : section.members().properties()) {
            parameters.put(member.getKey(), ParameterParser.read(member.getKey(), (ObjectNode) member.getValue()));
        }
        return Collections.unmodifiableMap(parameters);
    }

    private Map<String, JsonNode> conditions() {
        Map<String, JsonNode> conditions = new LinkedHashMap<>();
        Section.of(tree, "Conditions", "Condition").members().properties().stream()
                .filter(member -> !Section.isLoop(member.getKey()))
                .forEach(member -> conditions.put(member.getKey(), member.getValue()));
        return Collections.unmodifiableMap(conditions);
    }

    private Map<String, JsonNode> mappings() {
        Section section = Section.of(tree, "Mappings", "Mapping").requireAtMost(Limit.TEMPLATE_MAPPINGS);
        Map<String, JsonNode> mappings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> mapping : section.members().properties()) {
            for (Map.Entry<String, JsonNode> key : mapping.getValue().properties()) {
                requireAttributes("/Mappings/" + mapping.getKey() + "/" + key.getKey(), key.getValue());
            }
            mappings.put(mapping.getKey(), mapping.getValue());
        }
        return Collections.unmodifiableMap(mappings);
    }

    private static void requireAttributes(String path, JsonNode attributes) {
        if (!attributes.isObject()) {
            throw Refusal.format("[" + path + "] Every Mappings attribute must be an object.");
        }
        if (attributes.size() > Limit.TEMPLATE_MAPPING_ATTRIBUTES.value()) {
            throw Refusal.format("[" + path + "] Number of attributes, " + attributes.size()
                    + ", is greater than maximum allowed, " + Limit.TEMPLATE_MAPPING_ATTRIBUTES.value());
        }
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            boolean isList = attribute.getValue().isArray();
            for (JsonNode element : isList ? attribute.getValue() : List.of(attribute.getValue())) {
                if (element.isContainerNode() || element.isNull()) {
                    throw Refusal.format("[" + path + "/" + attribute.getKey()
                            + "] Every Mappings attribute must be a String or a List.");
                }
            }
        }
    }

    private Map<String, Template.Declaration> resources() {
        Section section = Section.of(tree, "Resources", "Resource").requireAtMost(Limit.TEMPLATE_RESOURCES);
        if (section.members().isEmpty()) {
            throw Refusal.format("At least one Resources member must be defined.");
        }
        Set<String> all = new HashSet<>();
        section.members().fieldNames().forEachRemaining(all::add);
        Map<String, Template.Declaration> resources = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : section.members().properties()) {
            if (!Section.isLoop(member.getKey())) {
                ResourceParser parser =
                        new ResourceParser(member.getKey(), (ObjectNode) member.getValue(), all, !transforms.isEmpty());
                resources.put(member.getKey(), parser.read());
            }
        }
        return Collections.unmodifiableMap(resources);
    }

    private Map<String, Template.Output> outputs() {
        Section section = Section.of(tree, "Outputs", "Output").requireAtMost(Limit.TEMPLATE_OUTPUTS);
        Map<String, Template.Output> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : section.members().properties()) {
            if (!Section.isLoop(member.getKey())) {
                outputs.put(member.getKey(), output(member.getKey(), (ObjectNode) member.getValue()));
            }
        }
        return Collections.unmodifiableMap(outputs);
    }

    private static Template.Output output(String key, ObjectNode output) {
        String path = "/Outputs/" + key;
        List<String> unknown = new ArrayList<>();
        output.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(Set.of("Description", "Value", "Export", "Condition"));
        if (!unknown.isEmpty()) {
            throw Refusal.format("[" + path + "] Encountered unsupported property " + String.join(", ", unknown));
        }
        if (!output.has("Value") || output.get("Value").isNull()) {
            throw Refusal.format("[" + path + "] Every Outputs member must contain a Value object");
        }
        JsonNode export = output.path("Export");
        if (!export.isMissingNode() && !(export.isObject() && export.size() == 1 && export.has("Name"))) {
            throw Refusal.format("[" + path + "/Export] Export must be an object with one member, Name");
        }
        return new Template.Output(
                key,
                output.get("Value"),
                text(output, "Description", path),
                condition(output, path),
                export.isMissingNode() ? MissingNode.getInstance() : export.get("Name"));
    }

    static String condition(ObjectNode object, String path) {
        JsonNode condition = object.path("Condition");
        if (!condition.isMissingNode()
                && (!condition.isTextual() || condition.textValue().isEmpty())) {
            throw Refusal.format("[" + path + "/Condition] Every Condition member must be a string.");
        }
        return condition.asText();
    }
}
