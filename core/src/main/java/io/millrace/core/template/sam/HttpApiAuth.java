package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `Auth` of an HTTP API and of its events: JSON web tokens, functions and signatures of IAM.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-httpapi-httpapiauth`
final class HttpApiAuth {
    private static final String NONE = "NONE";
    private static final String IAM = "AWS_IAM";
    private static final Set<String> KNOWN = Set.of(
            "AuthorizationScopes",
            "JwtConfiguration",
            "IdentitySource",
            "FunctionArn",
            "FunctionInvokeRole",
            "AuthorizerPayloadFormatVersion",
            "EnableSimpleResponses",
            "EnableFunctionDefaultPermissions",
            "Identity");
    private static final Map<String, String> SOURCES = Map.of(
            "Headers", "$request.header.",
            "QueryStrings", "$request.querystring.",
            "StageVariables", "$stageVariables.",
            "Context", "$context.");

    private final SamProperties auth;
    private final ApiDocument document;
    private final ApiBody body;
    private final String partition;

    HttpApiAuth(SamProperties api, ApiDocument document, ApiBody body, String partition) {
        this.auth = api.inner("Auth");
        this.document = document;
        this.body = body;
        this.partition = partition;
        auth.check(Set.of("DefaultAuthorizer", "Authorizers", "EnableIamAuthorizer"), Set.of(), "Auth");
        auth.maps("Authorizers");
    }

    /// Whether an event may ask for the authorizer that it asks for.
    static void check(SamProperties api, SamProperties event, String path, String method) {
        String name = event.text("Authorizer", NONE);
        SamProperties auth = api.inner("Auth");
        boolean known = name.equals(NONE)
                || auth.object("Authorizers").has(name)
                || (name.equals(IAM) && auth.flag("EnableIamAuthorizer"));
        if (!known) {
            throw new InvalidResourceException("Unable to set Authorizer [" + name + "] on API method [" + method
                    + "] for path [" + path + "] because "
                    + (auth.object("Authorizers").isEmpty()
                            ? "the related API does not define any Authorizers."
                            : "it wasn't defined in the API's Authorizers."));
        }
    }

    void apply() {
        for (Map.Entry<String, JsonNode> entry : auth.object("Authorizers").properties()) {
            document.securitySchemes().set(entry.getKey(), scheme(entry.getKey(), authorizer(entry.getKey())));
        }
        String fallback = auth.text("DefaultAuthorizer", NONE);
        boolean known = fallback.equals(NONE)
                || auth.object("Authorizers").has(fallback)
                || (fallback.equals(IAM) && auth.flag("EnableIamAuthorizer"));
        if (!known) {
            throw new InvalidResourceException(
                    "Unable to set DefaultAuthorizer because '" + fallback + "' was not defined in 'Authorizers'.");
        }
        if (auth.flag("EnableIamAuthorizer")) {
            ObjectNode scheme = Nodes.object("type", "apiKey", "name", "Authorization", "in", "header");
            document.securitySchemes().set(IAM, scheme.put(ApiAuthorizers.KIND, "awsSigv4"));
        }
        document.items()
                .forEach(item -> ApiDocument.operations(
                        item.getValue(), (method, operation) -> secure(method, operation, fallback)));
    }

    SamProperties authorizer(String name) {
        if (auth.object("Authorizers").get(name) instanceof ObjectNode authorizer) {
            return new SamProperties(authorizer);
        }
        throw new InvalidResourceException("Authorizer " + name + " must be a dictionary.");
    }

    private void secure(String method, ObjectNode operation, String fallback) {
        SamProperties own = new SamProperties(body.auth(operation));
        if (!own.has("Authorizer") && (operation.has("security") || method.equals("options"))) {
            return;
        }
        String name = own.text("Authorizer", fallback);
        if (!name.equals(NONE)) {
            ArrayNode scopes = Nodes.list();
            if (own.has("AuthorizationScopes")) {
                scopes = own.list("AuthorizationScopes").deepCopy();
            } else if (!name.equals(IAM)) {
                scopes = authorizer(name).list("AuthorizationScopes").deepCopy();
            }
            operation.set("security", Nodes.list(Nodes.object(name, scopes)));
        } else if (!fallback.equals(NONE)) {
            operation.set("security", Nodes.list());
        }
    }

    private ObjectNode scheme(String name, SamProperties authorizer) {
        authorizer.check(KNOWN, Set.of(), "Authorizer " + name);
        authorizer.maps("JwtConfiguration", "Identity");
        if (authorizer.has("JwtConfiguration") == authorizer.has("FunctionArn")) {
            throw new InvalidResourceException(
                    "Authorizer " + name + " needs one of 'JwtConfiguration' and 'FunctionArn'.");
        }
        return authorizer.has("JwtConfiguration") ? token(authorizer) : function(name, authorizer);
    }

    private static ObjectNode token(SamProperties authorizer) {
        ObjectNode configuration = Nodes.object();
        authorizer
                .object("JwtConfiguration")
                .properties()
                .forEach(one -> configuration.set(one.getKey().toLowerCase(Locale.ROOT), one.getValue()));
        ObjectNode settings = Nodes.object("type", "jwt", "jwtConfiguration", configuration);
        authorizer.copy(settings, "IdentitySource", "identitySource");
        return Nodes.object("type", "oauth2", ApiAuthorizers.AUTHORIZER, settings);
    }

    private ObjectNode function(String name, SamProperties authorizer) {
        if (!authorizer.has("AuthorizerPayloadFormatVersion")) {
            throw new InvalidResourceException(
                    name + " Lambda Authorizer must specify 'AuthorizerPayloadFormatVersion'.");
        }
        JsonNode version = authorizer.get("AuthorizerPayloadFormatVersion");
        ObjectNode settings = Nodes.object(
                "type",
                "request",
                "authorizerUri",
                Nodes.substitute(
                        "arn:" + partition + ":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
                                + "${__FunctionArn__}/invocations",
                        Nodes.object("__FunctionArn__", authorizer.get("FunctionArn"))),
                "authorizerPayloadFormatVersion",
                version.isNumber() ? Nodes.list(version.asText()).get(0) : version);
        authorizer.copy(settings, "FunctionInvokeRole", "authorizerCredentials");
        authorizer.copy(settings, "EnableSimpleResponses", "enableSimpleResponses");
        SamProperties identity = authorizer.inner("Identity");
        identity.copy(settings, "ReauthorizeEvery", "authorizerResultTtlInSeconds");
        ArrayNode sources = Nodes.list();
        for (String kind : List.of("Headers", "QueryStrings", "StageVariables", "Context")) {
            identity.list(kind).forEach(one -> sources.add(SOURCES.get(kind) + one.asText()));
        }
        if (!sources.isEmpty()) {
            settings.set("identitySource", sources);
        }
        return Nodes.object("type", "apiKey", "name", "Unused", "in", "header", ApiAuthorizers.AUTHORIZER, settings);
    }
}
