package io.millrace.server.gateway.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.server.gateway.jsonpath.JsonBody;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One schema out of a model and all models that it refers to, each under `#/definitions/NAME`. References to
/// models, by AWS's URL or as in the document they were imported from, become local ones, so nothing is ever
/// fetched; references to anything else are refused.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html>
final class ModelDocument {
    private static final Pattern MODEL_URL =
            Pattern.compile("https?://apigateway\\.[a-z0-9.-]+/restapis/([^/]+)/models/([A-Za-z0-9]+)(?:#(/.*)?)?");
    private static final Pattern MODEL_LOCAL =
            Pattern.compile("#/(?:definitions|components/schemas)/([A-Za-z0-9]+)(/.*)?");

    /// What is data, not schema.
    private static final Set<String> DATA = Set.of("enum", "default", "example", "examples");

    /// What has schemas by names of the author's.
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "definitions", "dependencies");

    private final String apiId;
    private final Map<String, String> schemas;
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();
    private final Deque<String> wanted = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    private ModelDocument(String apiId, Map<String, String> schemas) {
        this.apiId = apiId;
        this.schemas = schemas;
    }

    /// @param schemas the schemas of all models of the API, by name
    static ObjectNode of(String model, String apiId, Map<String, String> schemas) throws ModelException {
        ModelDocument document = new ModelDocument(apiId, schemas);
        document.want(model);
        while (!document.wanted.isEmpty()) {
            document.add(document.wanted.remove());
        }
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("$ref", "#/definitions/" + model);
        root.set("definitions", document.definitions);
        SchemaReferences.check(model, root);
        return root;
    }

    private void want(String model) {
        if (seen.add(model)) {
            wanted.add(model);
        }
    }

    private void add(String model) throws ModelException {
        String schema = schemas.get(model);
        if (schema == null) {
            throw new ModelException("There is no model named " + model);
        }
        Optional<JsonNode> json = JsonBody.parse(schema);
        if (json.isEmpty() || !(json.get() instanceof ObjectNode own)) {
            throw new ModelException("The schema of model " + model + " is no JSON object");
        }
        definitions.set(model, schema(own, model, own));
    }

    private JsonNode any(JsonNode node, String model, ObjectNode own) throws ModelException {
        return switch (node) {
            case ObjectNode schema -> schema(schema, model, own);
            case ArrayNode list -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                for (JsonNode element : list) {
                    copy.add(any(element, model, own));
                }
                yield copy;
            }
            default -> node;
        };
    }

    private ObjectNode schema(ObjectNode schema, String model, ObjectNode own) throws ModelException {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            if (!isIdentity(member.getKey(), member.getValue())) {
                copy.set(member.getKey(), member(member.getKey(), member.getValue(), model, own));
            }
        }
        return copy;
    }

    /// They would change what references mean, or ask for a schema of schemas: draft 4 is what there is.
    private static boolean isIdentity(String name, JsonNode value) {
        return value.isTextual() && (name.equals("id") || name.equals("$schema"));
    }

    private JsonNode member(String name, JsonNode value, String model, ObjectNode own) throws ModelException {
        if (name.equals("$ref") && value.isTextual()) {
            return TextNode.valueOf(reference(value.textValue(), model, own));
        }
        if (name.equals("pattern") && value.isTextual()) {
            return TextNode.valueOf(pattern(value.textValue(), model));
        }
        if (NAMED.contains(name) && value instanceof ObjectNode named) {
            return named(name, named, model, own);
        }
        return DATA.contains(name) ? value : any(value, model, own);
    }

    private ObjectNode named(String keyword, ObjectNode schemas, String model, ObjectNode own) throws ModelException {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : schemas.properties()) {
            if (keyword.equals("patternProperties")) {
                pattern(member.getKey(), model);
            }
            copy.set(member.getKey(), any(member.getValue(), model, own));
        }
        return copy;
    }

    private static String pattern(String regex, String model) throws ModelException {
        try {
            PatternText.compile(regex);
            return regex;
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw new ModelException("Model " + model + " has a pattern that is no regular expression: " + regex);
        }
    }

    private String reference(String reference, String model, ObjectNode own) throws ModelException {
        Matcher url = MODEL_URL.matcher(reference);
        if (url.matches()) {
            if (!url.group(1).equals(apiId)) {
                throw new ModelException("Model " + model + " refers to a model of another API: " + reference);
            }
            return model(url.group(2), url.group(3));
        }
        Matcher local = MODEL_LOCAL.matcher(reference);
        if (local.matches() && own.at(reference.substring(1)).isMissingNode() && schemas.containsKey(local.group(1))) {
            return model(local.group(1), local.group(2));
        }
        if (reference.equals("#") || reference.startsWith("#/")) {
            return "#/definitions/" + model + reference.substring(1);
        }
        throw new ModelException("Model " + model + " refers to what is no model of this API: " + reference);
    }

    private String model(String name, String rest) throws ModelException {
        if (!schemas.containsKey(name)) {
            throw new ModelException("There is no model named " + name);
        }
        want(name);
        return "#/definitions/" + name + (rest == null ? "" : rest);
    }
}
