package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `Auth` of a REST API and of its events: who may call which operation.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html>
final class ApiAuth {
    private static final Set<String> OF_API = Set.of(
            "DefaultAuthorizer",
            "Authorizers",
            "ApiKeyRequired",
            "ResourcePolicy",
            "AddDefaultAuthorizerToCorsPreflight",
            "AddApiKeyRequiredToCorsPreflight",
            "InvokeRole",
            "UsagePlan");
    private static final Set<String> OF_EVENT =
            Set.of("Authorizer", "AuthorizationScopes", "ApiKeyRequired", "InvokeRole");
    private static final String NONE = "NONE";
    private static final String IAM = "AWS_IAM";
    private static final String KEY = "api_key";
    private static final String CALLER = "arn:aws:iam::*:user/*";

    private final SamProperties auth;
    private final ApiDocument document;
    private final ApiBody body;
    private final Assembly assembly;

    ApiAuth(SamProperties api, ApiDocument document, ApiBody body, Assembly assembly) {
        api.maps("Auth");
        this.auth = api.inner("Auth");
        this.document = document;
        this.body = body;
        this.assembly = assembly;
        auth.check(OF_API, Set.of(), "Auth");
        auth.maps("Authorizers", "ResourcePolicy", "UsagePlan");
    }

    /// Sets what each operation asks of its callers, and adds the schemes to the document.
    void apply() {
        for (Map.Entry<String, JsonNode> one : auth.object("Authorizers").properties()) {
            SamProperties authorizer = authorizer(one.getKey());
            document.securitySchemes()
                    .set(one.getKey(), ApiAuthorizers.scheme(one.getKey(), authorizer, assembly.partition()));
        }
        String fallback = auth.text("DefaultAuthorizer", NONE);
        if (!Set.of(NONE, IAM).contains(fallback) && !auth.object("Authorizers").has(fallback)) {
            throw new InvalidResourceException(
                    "Unable to set DefaultAuthorizer because '" + fallback + "' was not defined in 'Authorizers'.");
        }
        document.items()
                .forEach(item -> ApiDocument.operations(
                        item.getValue(), (method, operation) -> secure(method, operation, fallback)));
        ApiResourcePolicy.apply(auth, document);
    }

    SamProperties authorizer(String name) {
        if (auth.object("Authorizers").get(name) instanceof ObjectNode authorizer) {
            return new SamProperties(authorizer);
        }
        throw new InvalidResourceException("Authorizer " + name + " must be a dictionary.");
    }

    SamProperties settings() {
        return auth;
    }

    private void secure(String method, ObjectNode operation, String fallback) {
        SamProperties own = new SamProperties(body.auth(operation));
        own.check(OF_EVENT, Set.of("ResourcePolicy", "OverrideApiAuth"), "Auth");
        boolean preflight = method.equals("options") && !own.has("Authorizer");
        String name = own.text("Authorizer", fallback);
        if (preflight
                && auth.has("AddDefaultAuthorizerToCorsPreflight")
                && !auth.flag("AddDefaultAuthorizerToCorsPreflight")) {
            name = NONE;
        }
        if (operation.has("security") && !own.has("Authorizer")) {
            name = NONE;
        }
        ArrayNode security = operation.path("security") instanceof ArrayNode given ? given : Nodes.list();
        if (!name.equals(NONE)) {
            security.add(Nodes.object(name, scopes(name, own)));
        }
        if (keyRequired(own, preflight)) {
            security.add(Nodes.object(KEY, Nodes.list()));
            document.securitySchemes().set(KEY, Nodes.object("type", "apiKey", "name", "x-api-key", "in", "header"));
        }
        if (!security.isEmpty() || (own.has("Authorizer") && !fallback.equals(NONE))) {
            operation.set("security", security);
        }
        if (name.equals(IAM)) {
            signed(operation, own, preflight);
        }
    }

    private boolean keyRequired(SamProperties own, boolean preflight) {
        if (own.has("ApiKeyRequired")) {
            return own.flag("ApiKeyRequired");
        }
        boolean preflightToo =
                !auth.has("AddApiKeyRequiredToCorsPreflight") || auth.flag("AddApiKeyRequiredToCorsPreflight");
        return auth.flag("ApiKeyRequired") && (!preflight || preflightToo);
    }

    private ArrayNode scopes(String name, SamProperties own) {
        if (own.has("AuthorizationScopes")) {
            return own.list("AuthorizationScopes").deepCopy();
        }
        return name.equals(IAM)
                ? Nodes.list()
                : authorizer(name).list("AuthorizationScopes").deepCopy();
    }

    private void signed(ObjectNode operation, SamProperties own, boolean preflight) {
        ObjectNode scheme = Nodes.object("type", "apiKey", "name", "Authorization", "in", "header");
        document.securitySchemes().set(IAM, scheme.put(ApiAuthorizers.KIND, "awsSigv4"));
        SamProperties asked = own.has("InvokeRole") ? own : auth;
        Optional<JsonNode> role =
                switch (asked.get("InvokeRole").asText()) {
                    case NONE -> Optional.empty();
                    case "CALLER_CREDENTIALS", "" ->
                        Optional.of(asked.get("InvokeRole"))
                                .filter(JsonNode::isObject)
                                .or(() -> Optional.of(Nodes.list(CALLER).get(0)));
                    default -> Optional.of(asked.get("InvokeRole"));
                };
        if (!preflight && operation.path("x-amazon-apigateway-integration") instanceof ObjectNode integration) {
            role.filter(ignored -> !integration.has("credentials"))
                    .ifPresent(credentials -> integration.set("credentials", credentials));
        }
    }
}
