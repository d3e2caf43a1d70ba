package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.Authorizer.AuthorizerType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes authorizers of security schemes, and says what the security of an operation demands.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html>
final class SecurityImport {
    static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
    static final String AUTH_TYPE = "x-amazon-apigateway-authtype";
    private static final String AUTH = "x-amazon-apigateway-auth";
    private static final String SIGV4 = "awsSigv4";

    private final ImportState state;
    private final Map<String, Scheme> schemes = new HashMap<>();

    SecurityImport(ImportState state) {
        this.state = state;
    }

    /// What a scheme means.
    private enum Scheme {
        AUTHORIZER,
        IAM,
        API_KEY,
        NOTHING
    }

    void schemes() {
        for (Map.Entry<String, JsonNode> entry :
                state.document.securitySchemes().properties()) {
            String name = entry.getKey();
            ObjectNode scheme = state.document.resolve(entry.getValue(), "security scheme " + name);
            state.warnOfUnknown(scheme, Set.of(AUTHORIZER, AUTH_TYPE), "security scheme " + name);
            schemes.put(name, scheme(name, scheme));
        }
    }

    private Scheme scheme(String name, ObjectNode scheme) {
        if (scheme.has(AUTHORIZER)) {
            state.authorizers.put(name, authorizer(name, scheme));
            return Scheme.AUTHORIZER;
        }
        if (scheme.path(AUTH_TYPE).asText().equalsIgnoreCase(SIGV4)) {
            return Scheme.IAM;
        }
        boolean isKey = scheme.path("type").asText().equals("apiKey")
                && scheme.path("in").asText().equals("header")
                && scheme.path("name").asText().equalsIgnoreCase("x-api-key");
        if (!isKey) {
            state.warn("Security scheme '" + name + "' has no authorizer and was ignored");
        }
        return isKey ? Scheme.API_KEY : Scheme.NOTHING;
    }

    private Authorizer authorizer(String name, ObjectNode scheme) {
        ObjectNode given = state.document
                .resolve(scheme.get(AUTHORIZER), AUTHORIZER + " of " + name)
                .deepCopy();
        String type = given.path("type").asText("").toUpperCase(Locale.ROOT);
        given.put("type", type).put("name", name);
        given.put(
                "id",
                Optional.ofNullable(state.authorizers.get(name))
                        .map(Authorizer::authorizerId)
                        .orElseGet(state.ids));
        if (scheme.path(AUTH_TYPE).isTextual()) {
            given.set("authType", scheme.get(AUTH_TYPE));
        }
        if (!given.has("identitySource")
                && !type.equals(AuthorizerType.REQUEST.name())
                && scheme.path("in").asText().equals("header")) {
            given.put(
                    "identitySource",
                    "method.request.header." + scheme.path("name").asText());
        }
        try {
            return Authorizer.parse(Fields.of(given, AUTHORIZER));
        } catch (RequestException e) {
            throw OpenApiDocument.bad(
                    "Errors found during import:\n\tUnable to create authorizer '" + name + "': " + e.getMessage());
        }
    }

    /// Puts who may call into the members of a method.
    void apply(ObjectNode operation, ObjectNode method) {
        method.put("authorizationType", AuthorizationType.NONE.name());
        JsonNode security = operation.has("security")
                ? operation.get("security")
                : state.document.root().path("security");
        for (JsonNode requirement : security) {
            OpenApiDocument.require(requirement, "security")
                    .properties()
                    .forEach(scheme -> demand(scheme.getKey(), scheme.getValue(), method));
        }
        if (operation.has(AUTH)) {
            method.put("authorizationType", operation.get(AUTH).path("type").asText());
        }
    }

    private void demand(String name, JsonNode scopes, ObjectNode method) {
        Scheme scheme = schemes.get(name);
        switch (scheme) {
            case null -> throw OpenApiDocument.bad("there is no security scheme '" + name + "'");
            case API_KEY -> method.put("apiKeyRequired", true);
            case IAM -> method.put("authorizationType", AuthorizationType.AWS_IAM.name());
            case NOTHING -> {}
            case AUTHORIZER -> {
                if (method.has("authorizerId")) {
                    throw OpenApiDocument.bad("a method has one authorizer, '" + name + "' is a second one");
                }
                Authorizer authorizer = state.authorizers.get(name);
                boolean pool = authorizer.type() == AuthorizerType.COGNITO_USER_POOLS;
                method.put("authorizerId", authorizer.authorizerId())
                        .put(
                                "authorizationType",
                                (pool ? AuthorizationType.COGNITO_USER_POOLS : AuthorizationType.CUSTOM).name());
                if (!scopes.isEmpty()) {
                    method.set(
                            "authorizationScopes",
                            JsonNodeFactory.instance.arrayNode().addAll(texts(scopes)));
                }
            }
        }
    }

    private static List<JsonNode> texts(JsonNode scopes) {
        List<JsonNode> texts = new ArrayList<>();
        scopes.forEach(texts::add);
        return texts;
    }
}
