package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `HttpApi`: a route of an HTTP API that invokes the function (without a path: the default route), and the permission
/// that lets it.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-httpapi.html>
final class HttpApiEvent {
    private static final Set<String> KNOWN = Set.of(
            "Path", "Method", "ApiId", "Stage", "Auth", "TimeoutInMillis", "RouteSettings", "PayloadFormatVersion");

    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^{}]+)}");

    private final FunctionEvent event;
    private final SamProperties properties;

    HttpApiEvent(FunctionEvent event) {
        this.event = event;
        this.properties = event.properties();
    }

    void expand() {
        event.check(KNOWN);
        properties.maps("Auth", "RouteSettings");
        if (properties.has("Path") != properties.has("Method")) {
            throw new InvalidResourceException(
                    "Property '" + (properties.has("Path") ? "Method" : "Path") + "' is required.");
        }
        String path = properties.text("Path", "$default");
        String method = properties.text("Method", ApiBody.ANY).toLowerCase(Locale.ROOT);
        boolean any = Set.of("any", "*", ApiBody.ANY).contains(method);
        Optional<String> apiId = apiId();
        JsonNode id = apiId.<JsonNode>map(Nodes::ref).orElseGet(() -> properties.get("ApiId"));
        event.target()
                .permit(
                        event.logicalId() + "Permission",
                        "apigateway.amazonaws.com",
                        path.equals("$default")
                                ? anywhere(id)
                                : Invocations.source(
                                        "arn:${AWS::Partition}",
                                        any ? "*" : method.toUpperCase(Locale.ROOT),
                                        path,
                                        id));
        apiId.filter(this::isManaged).ifPresent(api -> addTo(api, path, any ? ApiBody.ANY : method));
    }

    private static ObjectNode anywhere(JsonNode apiId) {
        return Nodes.substitute(
                "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/*",
                Nodes.object("__ApiId__", apiId, "__Stage__", "*"));
    }

    private static void parameters(String path, ObjectNode operation) {
        Matcher names = PATH_PARAMETER.matcher(path);
        while (names.find()) {
            operation
                    .withArrayProperty("parameters")
                    .add(Nodes.object("in", "path", "name", names.group(1), "required", true));
        }
    }

    private Optional<String> apiId() {
        Optional<String> referred = Nodes.referred(properties.get("ApiId"));
        if (referred.isEmpty()) {
            return Optional.empty();
        }
        String type = event.assembly().declared(referred.get()).path("Type").asText();
        if (!type.equals(ResourceTypes.HTTP_API) && !type.equals("AWS::ApiGatewayV2::Api")) {
            throw new InvalidResourceException(
                    "ApiId must be a valid reference to an 'AWS::Serverless::HttpApi' in same template.");
        }
        return referred.filter(ignored -> type.equals(ResourceTypes.HTTP_API));
    }

    private boolean isManaged(String apiId) {
        JsonNode api = event.assembly().declared(apiId).path("Properties");
        return !api.hasNonNull("DefinitionUri") && !Nodes.isIntrinsic(api.path("DefinitionBody"));
    }

    private void addTo(String apiId, String path, String method) {
        ObjectNode integration = Nodes.object(
                "httpMethod",
                "POST",
                "payloadFormatVersion",
                properties.text("PayloadFormatVersion", "2.0"),
                "type",
                "aws_proxy",
                "uri",
                event.target().integrationUri("${AWS::Partition}"));
        properties.copy(integration, "TimeoutInMillis", "timeoutInMillis");
        ObjectNode operation =
                Nodes.object("x-amazon-apigateway-integration", integration, "responses", Nodes.object());
        if (path.equals("$default")) {
            operation.put("isDefaultRoute", true);
        }
        parameters(path, operation);
        SamProperties auth = properties.inner("Auth");
        auth.check(Set.of("Authorizer", "AuthorizationScopes"), Set.of(), "Auth");
        HttpApiAuth.check(SamProperties.of(event.assembly().declared(apiId)), auth, path, method);
        ApiBody body = event.assembly().body(apiId);
        body.add(path, method, operation, event.target().function().condition());
        body.auth(operation, auth.tree());
        if (properties.has("RouteSettings")) {
            String verb = method.equals(ApiBody.ANY) ? "ANY" : method.toUpperCase(Locale.ROOT);
            body.routeSettings(path.equals("$default") ? path : verb + " " + path, properties.object("RouteSettings"));
        }
    }
}
