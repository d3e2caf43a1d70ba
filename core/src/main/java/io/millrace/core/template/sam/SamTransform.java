package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// AWS SAM: turns a template with `AWS::Serverless::*` into one of CloudFormation's own types, with neither `Transform`
/// nor `Globals`. Pure and deterministic: the same template gives the same tree and the same logical ids.
///
/// A template that does not name the transform is given back as it is. What is wrong with any resource is told at once,
/// all of it, as a [RequestException] `ValidationError` in the words of SAM; what Millrace does not do is refused by
/// name. What is honoured: `docs/reference/sam.md`.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html>,
///
/// AWS SAM developer guide, page `sam-specification-generated-resources`
public final class SamTransform {
    /// The name by which a template asks for it.
    public static final String NAME = "AWS::Serverless-2016-10-31";

    private static final String RESOURCES = "Resources";
    private static final String TRANSFORM = "Transform";

    private SamTransform() {}

    /// @param template the whole of it, intrinsic functions in their long form; not changed
    /// @param parameterValues those that the caller gave; defaults are read from the template
    /// @param region in which the stack is
    /// @return a new tree
    /// @throws RequestException `ValidationError`
    public static ObjectNode transform(ObjectNode template, Map<String, String> parameterValues, String region) {
        ObjectNode copy = template.deepCopy();
        if (!asksForIt(copy)) {
            return copy;
        }
        List<String> errors = new ArrayList<>();
        try {
            checkForm(copy);
            SamGlobals.merge(copy);
            ImplicitApis.add(copy);
        } catch (InvalidResourceException wrong) {
            throw refusal(List.of(wrong.getMessage()));
        }
        Assembly assembly = new Assembly(copy, parameterValues, region);
        expandAll(copy, assembly, errors);
        if (!errors.isEmpty()) {
            throw refusal(errors);
        }
        return result(copy, assembly);
    }

    private static boolean asksForIt(ObjectNode template) {
        JsonNode transform = template.path(TRANSFORM);
        for (JsonNode one : transform.isArray() ? transform : Nodes.list(transform)) {
            if (one.asText().equals(NAME)) {
                return true;
            }
        }
        return false;
    }

    private static void checkForm(ObjectNode template) {
        JsonNode resources = template.path(RESOURCES);
        if (!resources.isObject() || resources.isEmpty()) {
            throw new InvalidResourceException(
                    "Structure of the SAM template is invalid. 'Resources' section is required");
        }
        for (String section : List.of("Conditions", "Parameters", "Outputs", "Globals")) {
            if (template.has(section) && !template.path(section).isObject()) {
                throw new InvalidResourceException(
                        "Structure of the SAM template is invalid. '" + section + "' section must be a map");
            }
        }
        for (Map.Entry<String, JsonNode> resource : resources.properties()) {
            JsonNode type = resource.getValue().path("Type");
            if (!resource.getValue().isObject() || !type.isTextual()) {
                throw new InvalidResourceException(
                        "Resource with id [" + resource.getKey() + "] is invalid. It needs a 'Type' that is a string.");
            }
        }
    }

    // Functions come first: their events write into the bodies of the APIs.
    private static void expandAll(ObjectNode template, Assembly assembly, List<String> errors) {
        for (boolean functions : new boolean[] {true, false}) {
            for (Map.Entry<String, JsonNode> entry : template.path(RESOURCES).properties()) {
                String type = entry.getValue().path("Type").asText();
                boolean isFunction = type.equals(ResourceTypes.FUNCTION);
                if (ResourceTypes.isServerless(type) && isFunction == functions) {
                    expand(entry.getKey(), (ObjectNode) entry.getValue(), assembly, errors);
                }
            }
        }
    }

    private static void expand(String id, ObjectNode declaration, Assembly assembly, List<String> errors) {
        try {
            ResourceTypes.expand(SamResource.of(id, declaration), assembly);
        } catch (InvalidResourceException wrong) {
            errors.add("Resource with id [" + id + "] is invalid. " + wrong.getMessage());
        }
    }

    private static ObjectNode result(ObjectNode template, Assembly assembly) {
        ObjectNode resources = Nodes.object();
        template.path(RESOURCES).properties().forEach(entry -> {
            if (!ResourceTypes.isServerless(entry.getValue().path("Type").asText())) {
                resources.set(entry.getKey(), entry.getValue());
            }
        });
        assembly.generated().forEach((id, resource) -> {
            if (resources.has(id)) {
                throw refusal(List.of("Resource with id [" + id
                        + "] is invalid. The transform generates a resource of this logical id: rename yours."));
            }
            resources.set(id, resource);
        });
        template.set(RESOURCES, resources);
        template.remove("Globals");
        dropTransform(template);
        return new References(assembly.references()).rewrite(template);
    }

    private static void dropTransform(ObjectNode template) {
        ArrayNode others = Nodes.list();
        if (template.path(TRANSFORM) instanceof ArrayNode all) {
            all.forEach(one -> {
                if (!one.asText().equals(NAME)) {
                    others.add(one);
                }
            });
        }
        if (others.isEmpty()) {
            template.remove(TRANSFORM);
        } else {
            template.set(TRANSFORM, others);
        }
    }

    private static RequestException refusal(List<String> errors) {
        return new RequestException(
                "ValidationError",
                "Transform " + NAME + " failed with: Invalid Serverless Application Specification document. "
                        + "Number of errors found: " + errors.size() + ". " + String.join(" ", errors));
    }
}
