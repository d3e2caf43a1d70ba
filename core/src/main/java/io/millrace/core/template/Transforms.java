package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Applies the transforms that a template declares.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html>
public final class Transforms {
    /// The Serverless Application Model.
    public static final String SERVERLESS = "AWS::Serverless-2016-10-31";

    /// `Fn::ForEach`, `Fn::ToJsonString`, `Fn::Length`, default values of `Fn::FindInMap`.
    public static final String LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

    private static final String MEMBER = "Transform";

    private final Serverless serverless;

    public Transforms(Serverless serverless) {
        this.serverless = serverless;
    }

    /// Makes resources of CloudFormation of those of the Serverless Application Model.
    @FunctionalInterface
    public interface Serverless {
        /// @param template without other transforms; its own to change
        /// @param values of parameters and pseudo parameters by name, as `Ref` gives them
        /// @return a template without SAM's sections and types
        /// @throws io.millrace.core.fault.RequestException `ValidationError` when it cannot be
        ObjectNode expand(ObjectNode template, Map<String, JsonNode> values);
    }

    /// Names of the transforms that a template declares, in order.
    ///
    /// @throws io.millrace.core.fault.RequestException `ValidationError` for one that there is not
    static List<String> declared(ObjectNode tree) {
        JsonNode written = tree.path(MEMBER);
        List<String> declared = new ArrayList<>();
        if (written.isMissingNode()) {
            return declared;
        }
        for (JsonNode name : written.isArray() ? written : List.of(written)) {
            String text =
                    name.isTextual() ? name.textValue() : name.path("Name").asText();
            if (!text.equals(SERVERLESS) && !text.equals(LANGUAGE_EXTENSIONS)) {
                throw Refusal.error(
                        text.isEmpty()
                                ? "every Transform must be a string"
                                : "the transform " + text + " is not supported: there are " + SERVERLESS + " and "
                                        + LANGUAGE_EXTENSIONS);
            }
            declared.add(text);
        }
        return List.copyOf(declared);
    }

    /// A template without the transforms that it declared, checked in full. One that declares none is given back.
    ///
    /// @param parameters of the stack
    public Template applied(Template template, ParameterValues parameters, Map<String, JsonNode> pseudoParameters) {
        if (template.transforms().isEmpty()) {
            return template;
        }
        Map<String, JsonNode> values = new LinkedHashMap<>(pseudoParameters);
        values.putAll(parameters.values());
        ObjectNode tree = template.tree().deepCopy();
        tree.remove(MEMBER);
        // Loops first: SAM could not read what is yet to be written out.
        if (template.transforms().contains(LANGUAGE_EXTENSIONS)) {
            tree = new LoopExpansion(tree, values).expanded();
        }
        if (template.transforms().contains(SERVERLESS)) {
            tree = serverless.expand(tree, Map.copyOf(values));
        }
        return Template.of(tree);
    }
}
