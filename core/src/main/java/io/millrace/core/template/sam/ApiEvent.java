package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `Api`: an operation of a REST API that invokes the function, and the permission that lets it. An API with a
/// definition of its own is not added to.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-api.html>
final class ApiEvent {
    private static final Set<String> KNOWN = Set.of(
            "Path",
            "Method",
            "RestApiId",
            "Stage",
            "Auth",
            "RequestModel",
            "RequestParameters",
            "TimeoutInMillis",
            "ResponseTransferMode");
    private static final String RESPONSE_MODE = "ResponseTransferMode";

    private final FunctionEvent event;
    private final SamProperties properties;

    ApiEvent(FunctionEvent event) {
        this.event = event;
        this.properties = event.properties();
    }

    void expand() {
        event.check(KNOWN, "Path", "Method");
        properties.maps("Auth", "RequestModel");
        properties.lists("RequestParameters");
        if (properties.has(RESPONSE_MODE)
                && !properties.get(RESPONSE_MODE).asText().equals("BUFFERED")) {
            throw InvalidResourceException.notSupported(RESPONSE_MODE);
        }
        String path = properties.text("Path", "");
        String method = properties.text("Method", "").toLowerCase(Locale.ROOT);
        boolean any = method.equals("any") || method.equals(ApiBody.ANY);
        Optional<String> apiId = apiId();
        String suffix = apiId.map(this::stageSuffix).orElse("Stage");
        JsonNode id = apiId.<JsonNode>map(Nodes::ref).orElseGet(() -> properties.get("RestApiId"));
        event.target()
                .permit(
                        event.logicalId() + "Permission" + suffix,
                        "apigateway.amazonaws.com",
                        Invocations.source(
                                "arn:" + event.assembly().partition(),
                                any ? "*" : method.toUpperCase(Locale.ROOT),
                                path,
                                id));
        apiId.filter(this::isManaged).ifPresent(api -> addTo(api, path, any ? ApiBody.ANY : method));
    }

    // The API of the template that the event is of; empty for one from elsewhere.
    private Optional<String> apiId() {
        JsonNode given = properties.get("RestApiId");
        Optional<String> referred = Nodes.referred(given);
        if (referred.isEmpty()) {
            throw elsewhere();
        }
        String type = event.assembly().declared(referred.get()).path("Type").asText();
        if (!type.equals(ResourceTypes.API) && !type.equals("AWS::ApiGateway::RestApi")) {
            throw elsewhere();
        }
        return referred.filter(ignored -> type.equals(ResourceTypes.API));
    }

    private static InvalidResourceException elsewhere() {
        return new InvalidResourceException(
                "RestApiId must be a valid reference to an 'AWS::Serverless::Api' resource in same template.");
    }

    private String stageSuffix(String apiId) {
        return Invocations.stageIdPart(
                event.assembly().declared(apiId).path("Properties").path("StageName"));
    }

    private boolean isManaged(String apiId) {
        JsonNode api = event.assembly().declared(apiId).path("Properties");
        return !api.hasNonNull("DefinitionBody") && !api.hasNonNull("DefinitionUri");
    }

    private void addTo(String apiId, String path, String method) {
        SamProperties api = SamProperties.of(event.assembly().declared(apiId));
        ObjectNode integration = Nodes.object(
                "httpMethod",
                "POST",
                "type",
                "aws_proxy",
                "uri",
                event.target().integrationUri(event.assembly().partition()));
        properties.copy(integration, "TimeoutInMillis", "timeoutInMillis");
        ObjectNode operation =
                Nodes.object("x-amazon-apigateway-integration", integration, "responses", Nodes.object());
        checkAuthorizer(api, path, method);
        OperationRequest.apply(properties, api, operation, path, method);
        ApiBody body = event.assembly().body(apiId);
        body.add(path, method, operation, event.target().function().condition());
        body.auth(operation, properties.object("Auth"));
    }

    private void checkAuthorizer(SamProperties api, String path, String method) {
        String name = properties.inner("Auth").text("Authorizer", "NONE");
        if (Set.of("NONE", "AWS_IAM").contains(name)) {
            return;
        }
        JsonNode authorizers = api.get("Auth").path("Authorizers");
        if (!authorizers.isObject() || !authorizers.has(name)) {
            throw new InvalidResourceException("Unable to set Authorizer [" + name + "] on API method [" + method
                    + "] for path [" + path + "] because "
                    + (authorizers.isEmpty()
                            ? "the related API does not define any Authorizers."
                            : "it wasn't defined in the API's Authorizers."));
        }
    }
}
