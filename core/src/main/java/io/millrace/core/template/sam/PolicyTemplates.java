package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The policy templates of SAM: a name and parameters stand for a policy of one resource.
///
/// Source:
/// AWS SAM developer guide, page `serverless-policy-template-list`
final class PolicyTemplates {
    private static final Map<String, PolicyTemplate> TEMPLATES = new LinkedHashMap<>();

    static {
        PolicyTemplateCatalog.TEMPLATES.forEach(template -> TEMPLATES.put(template.name(), template));
    }

    private PolicyTemplates() {}

    /// @param parameters a map of the template's parameters
    /// @throws InvalidResourceException for a template that is not known here and a parameter that is missing
    static ObjectNode document(String name, JsonNode parameters) {
        PolicyTemplate template = TEMPLATES.get(name);
        if (template == null) {
            throw new InvalidResourceException(
                    "Policy template '" + name + "' is not supported by Millrace: write its statements in line.");
        }
        if (!parameters.isObject() && !parameters.isNull()) {
            throw new InvalidResourceException(
                    "Must specify valid parameter values for policy template '" + name + "'");
        }
        List<String> missing = template.parameters().stream()
                .filter(one -> !parameters.has(one))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidResourceException("Following required parameters of template '" + name
                    + "' don't have values: ['" + String.join("', '", missing) + "']");
        }
        ArrayNode statements = Nodes.list();
        template.grants().forEach(grant -> statements.add(statement(grant, template, parameters)));
        return Nodes.object("Statement", statements);
    }

    private static ObjectNode statement(PolicyTemplate.Grant grant, PolicyTemplate template, JsonNode parameters) {
        ArrayNode resources = Nodes.list();
        for (String resource : grant.resources()) {
            resources.add(resource(resource, template, parameters));
        }
        return Nodes.allow(Nodes.list(grant.actions().toArray()), resources.size() == 1 ? resources.get(0) : resources);
    }

    private static JsonNode resource(String resource, PolicyTemplate template, JsonNode parameters) {
        if (resource.equals("*")) {
            return Nodes.list(resource).get(0);
        }
        String text = resource.startsWith("$") ? resource : "arn:${AWS::Partition}:" + resource;
        ObjectNode variables = Nodes.object();
        for (String parameter : template.parameters()) {
            String variable = parameter.substring(0, 1).toLowerCase(Locale.ROOT) + parameter.substring(1);
            if (text.contains("${" + variable + "}")) {
                variables.set(variable, parameters.get(parameter));
            }
        }
        return variables.isEmpty() ? Nodes.substitute(text) : Nodes.substitute(text, variables);
    }
}
