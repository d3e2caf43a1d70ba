package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The `Authorizers` of a REST API: functions that read a token or a request, and user pools of Cognito.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html>
final class ApiAuthorizers {
    static final String KIND = "x-amazon-apigateway-authtype";
    static final String AUTHORIZER = "x-amazon-apigateway-authorizer";

    private static final Set<String> KNOWN = Set.of(
            "UserPoolArn",
            "FunctionArn",
            "Identity",
            "FunctionPayloadType",
            "FunctionInvokeRole",
            "AuthorizationScopes",
            "DisableFunctionDefaultPermissions");
    private static final Map<String, String> SOURCES = Map.of(
            "Headers", "method.request.header.",
            "QueryStrings", "method.request.querystring.",
            "StageVariables", "stageVariables.",
            "Context", "context.");

    private ApiAuthorizers() {}

    /// The security scheme of an authorizer.
    static ObjectNode scheme(String name, SamProperties authorizer, String partition) {
        authorizer.check(KNOWN, Set.of(), "Authorizer " + name);
        authorizer.maps("Identity");
        SamProperties identity = authorizer.inner("Identity");
        boolean isPool = authorizer.has("UserPoolArn");
        if (isPool == authorizer.has("FunctionArn")) {
            throw new InvalidResourceException("Authorizer " + name + " needs one of 'FunctionArn' and 'UserPoolArn'.");
        }
        boolean isRequest = authorizer.text("FunctionPayloadType", "TOKEN").equals("REQUEST");
        ObjectNode settings = isPool ? pool(authorizer) : function(authorizer, isRequest, partition);
        if (isRequest && !isPool) {
            String source = identitySource(identity);
            if (source.isEmpty() && !identity.get("ReauthorizeEvery").asText().equals("0")) {
                throw new InvalidResourceException(
                        name + " Authorizer must specify Identity with at least one of Headers, QueryStrings,"
                                + " StageVariables, or Context.");
            }
            if (!source.isEmpty()) {
                settings.put("identitySource", source);
            }
        }
        identity.copy(settings, "ValidationExpression", "identityValidationExpression");
        identity.copy(settings, "ReauthorizeEvery", "authorizerResultTtlInSeconds");
        JsonNode header = isRequest && !isPool ? Nodes.list("Unused").get(0) : header(identity);
        return Nodes.object(
                "type",
                "apiKey",
                "name",
                header,
                "in",
                "header",
                KIND,
                isPool ? "cognito_user_pools" : "custom",
                AUTHORIZER,
                settings);
    }

    /// The permission by which the API calls an authorizer's function.
    static ObjectNode permission(SamProperties authorizer, String apiId, String arn) {
        return Nodes.object(
                "Action",
                "lambda:InvokeFunction",
                "FunctionName",
                authorizer.get("FunctionArn"),
                "Principal",
                "apigateway.amazonaws.com",
                "SourceArn",
                Nodes.substitute(
                        arn + ":execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*",
                        Nodes.object("__ApiId__", Nodes.ref(apiId))));
    }

    private static ObjectNode pool(SamProperties authorizer) {
        ArrayNode pools = authorizer.list("UserPoolArn");
        return Nodes.object("type", "cognito_user_pools", "providerARNs", pools);
    }

    private static ObjectNode function(SamProperties authorizer, boolean isRequest, String partition) {
        ObjectNode settings = Nodes.object(
                "type",
                isRequest ? "request" : "token",
                "authorizerUri",
                Nodes.substitute(
                        "arn:" + partition + ":apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
                                + "${__FunctionArn__}/invocations",
                        Nodes.object("__FunctionArn__", authorizer.get("FunctionArn"))));
        if (!authorizer.get("FunctionInvokeRole").asText().equals("NONE")) {
            authorizer.copy(settings, "FunctionInvokeRole", "authorizerCredentials");
        }
        return settings;
    }

    private static JsonNode header(SamProperties identity) {
        return identity.has("Header")
                ? identity.get("Header")
                : Nodes.list("Authorization").get(0);
    }

    private static String identitySource(SamProperties identity) {
        List<String> sources = new ArrayList<>();
        for (String kind : List.of("Headers", "QueryStrings", "StageVariables", "Context")) {
            identity.list(kind).forEach(name -> sources.add(SOURCES.get(kind) + name.asText()));
        }
        return String.join(", ", sources);
    }
}
