package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `AWS::Serverless::HttpApi`: an HTTP API and a stage that deploys by itself.
///
/// Source: <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html>
final class HttpApiResource {
    private static final String DEFAULT_STAGE = "$default";
    private static final String CREATED_BY = "httpapi:createdBy";
    private static final Set<String> KNOWN = Set.of(
            "Name",
            "StageName",
            "Tags",
            "PropagateTags",
            "DefinitionBody",
            "DefinitionUri",
            "StageVariables",
            "CorsConfiguration",
            "AccessLogSettings",
            "DefaultRouteSettings",
            "Auth",
            "RouteSettings",
            "FailOnWarnings",
            "Description",
            "DisableExecuteApiEndpoint");

    private final SamResource resource;
    private final SamProperties properties;
    private final Assembly assembly;
    private final ApiBody body;

    HttpApiResource(SamResource resource, Assembly assembly) {
        this.resource = resource;
        this.properties = resource.properties();
        this.assembly = assembly;
        this.body = assembly.body(resource.id());
    }

    void expand() {
        check();
        ObjectNode api = Nodes.object();
        properties.copy(api, List.of("FailOnWarnings"));
        if (properties.has("DefinitionUri")) {
            api.set("BodyS3Location", S3Location.plain(properties, "DefinitionUri"));
            properties.copy(api, List.of("Name", "Description", "DisableExecuteApiEndpoint"));
        } else {
            api.set("Body", definition());
        }
        assembly.put(resource.id(), "AWS::ApiGatewayV2::Api", api, resource.attributes());
        putStage();
        putPermissions();
    }

    private void check() {
        properties.check(KNOWN, Set.of("Domain"), resource.type());
        properties.maps(
                "Tags",
                "DefinitionBody",
                "StageVariables",
                "AccessLogSettings",
                "DefaultRouteSettings",
                "Auth",
                "RouteSettings");
        properties.texts("StageName", "Name", "Description");
        if (properties.has("DefinitionUri") && properties.has("DefinitionBody")) {
            throw new InvalidResourceException(
                    "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
        }
        if (!properties.has("DefinitionUri")) {
            return;
        }
        if (properties.has("Auth")) {
            throw new InvalidResourceException(
                    "Auth works only with inline OpenApi specified in the 'DefinitionBody' property.");
        }
        if (properties.has("CorsConfiguration")) {
            throw new InvalidResourceException(
                    "Cors works only with inline OpenApi specified in 'DefinitionBody' property.");
        }
    }

    private ObjectNode definition() {
        boolean managed = !properties.has("DefinitionBody");
        ObjectNode tree = managed
                ? ApiDocument.empty("3.0.1")
                : properties.object("DefinitionBody").deepCopy();
        if (managed) {
            tree.set("paths", body.paths());
        }
        ApiDocument document = new ApiDocument(tree);
        if (!managed && !body.paths().isEmpty()) {
            body.addTo(document.section("paths"));
        }
        if (properties.has("Name")) {
            document.section("info").set("title", properties.get("Name"));
        }
        if (properties.has("Description")) {
            document.section("info").set("description", properties.get("Description"));
        }
        if (properties.has("Auth")) {
            new HttpApiAuth(properties, document, body, assembly.partition()).apply();
        }
        cors(document);
        tags(document);
        if (properties.has("DisableExecuteApiEndpoint")) {
            ObjectNode disabled =
                    Nodes.object("disableExecuteApiEndpoint", properties.get("DisableExecuteApiEndpoint"));
            tree.set("servers", Nodes.list(Nodes.object("x-amazon-apigateway-endpoint-configuration", disabled)));
        }
        if (managed) {
            tree.set("paths", body.conditional(assembly));
        }
        return tree;
    }

    private void cors(ApiDocument document) {
        JsonNode cors = properties.get("CorsConfiguration");
        if (cors.isMissingNode() || (cors.isBoolean() && !cors.booleanValue())) {
            return;
        }
        ObjectNode settings = Nodes.object();
        if (cors.isBoolean()) {
            settings.set("allowOrigins", Nodes.list("*"));
        } else if (cors instanceof ObjectNode given && !Nodes.isIntrinsic(given)) {
            new SamProperties(given)
                    .check(
                            Set.of(
                                    "AllowOrigins",
                                    "AllowMethods",
                                    "AllowHeaders",
                                    "ExposeHeaders",
                                    "MaxAge",
                                    "AllowCredentials"),
                            Set.of(),
                            "CorsConfiguration");
            given.properties()
                    .forEach(one -> settings.set(
                            one.getKey().substring(0, 1).toLowerCase(Locale.ROOT)
                                    + one.getKey().substring(1),
                            one.getValue()));
        } else {
            throw new InvalidResourceException("Invalid value for 'CorsConfiguration' property.");
        }
        document.tree().set("x-amazon-apigateway-cors", settings);
    }

    private void tags(ApiDocument document) {
        JsonNode there = document.tree().path("tags");
        ArrayNode tags = there instanceof ArrayNode given ? given : Nodes.list();
        stageTags()
                .properties()
                .forEach(tag ->
                        tags.add(Nodes.object("name", tag.getKey(), "x-amazon-apigateway-tag-value", tag.getValue())));
        document.tree().set("tags", tags);
    }

    private ObjectNode stageTags() {
        ObjectNode tags = properties.object("Tags").deepCopy();
        return tags.put(CREATED_BY, "SAM");
    }

    private void putStage() {
        JsonNode name = properties.has("StageName")
                ? properties.get("StageName")
                : Nodes.list(DEFAULT_STAGE).get(0);
        ObjectNode stage = Nodes.object(
                "ApiId", Nodes.ref(resource.id()), "AutoDeploy", true, "StageName", name, "Tags", stageTags());
        properties.copy(stage, List.of("StageVariables", "AccessLogSettings", "DefaultRouteSettings"));
        ObjectNode routes = properties.object("RouteSettings").deepCopy();
        for (Map.Entry<String, ObjectNode> route : body.routeSettings().entrySet()) {
            routes.withObjectProperty(route.getKey()).setAll(route.getValue());
        }
        if (!routes.isEmpty()) {
            stage.set("RouteSettings", routes);
        }
        String id = name.asText().equals(DEFAULT_STAGE)
                ? resource.id() + "ApiGatewayDefaultStage"
                : Invocations.stageId(resource.id(), name);
        assembly.put(id, "AWS::ApiGatewayV2::Stage", stage, resource.inherited());
        assembly.alias(resource.id(), "Stage", id);
    }

    private void putPermissions() {
        properties.inner("Auth").object("Authorizers").properties().forEach(entry -> {
            SamProperties authorizer = new SamProperties((ObjectNode) entry.getValue());
            if (authorizer.flag("EnableFunctionDefaultPermissions")) {
                assembly.put(
                        resource.id() + entry.getKey() + "AuthorizerPermission",
                        "AWS::Lambda::Permission",
                        ApiAuthorizers.permission(authorizer, resource.id(), "arn:${AWS::Partition}"),
                        resource.inherited());
            }
        });
    }
}
