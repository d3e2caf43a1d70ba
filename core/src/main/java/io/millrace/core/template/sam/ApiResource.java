package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// `AWS::Serverless::Api`: a REST API, a deployment whose logical id has a hash of the definition (so that a change of
/// it
/// is deployed), and a stage.
///
/// Source: <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html>
final class ApiResource {
    private static final Set<String> KNOWN = Set.of(
            "Name",
            "StageName",
            "Tags",
            "PropagateTags",
            "DefinitionBody",
            "DefinitionUri",
            "CacheClusterEnabled",
            "CacheClusterSize",
            "Variables",
            "EndpointConfiguration",
            "MethodSettings",
            "BinaryMediaTypes",
            "MinimumCompressionSize",
            "Cors",
            "Auth",
            "GatewayResponses",
            "AccessLogSetting",
            "TracingEnabled",
            "OpenApiVersion",
            "Models",
            "FailOnWarnings",
            "Description",
            "Mode",
            "DisableExecuteApiEndpoint",
            "ApiKeySourceType");
    private static final Set<String> UNSUPPORTED = Set.of(
            "MergeDefinitions",
            "CanarySetting",
            "Domain",
            "AlwaysDeploy",
            "Policy",
            "SecurityPolicy",
            "EndpointAccessMode");
    private static final List<String> OF_STAGE = List.of(
            "CacheClusterEnabled",
            "CacheClusterSize",
            "Variables",
            "MethodSettings",
            "AccessLogSetting",
            "TracingEnabled");
    private static final List<String> OF_API =
            List.of("Name", "Description", "MinimumCompressionSize", "FailOnWarnings", "Mode", "ApiKeySourceType");

    private final SamResource resource;
    private final SamProperties properties;
    private final Assembly assembly;

    ApiResource(SamResource resource, Assembly assembly) {
        this.resource = resource;
        this.properties = resource.properties();
        this.assembly = assembly;
    }

    void expand() {
        check();
        ObjectNode api = Nodes.object();
        properties.copy(api, OF_API);
        properties.copy(api, "BinaryMediaTypes", "BinaryMediaTypes");
        JsonNode definition;
        ApiDefinition inline = new ApiDefinition(resource, assembly);
        if (properties.has("DefinitionUri")) {
            definition = S3Location.plain(properties, "DefinitionUri");
            api.set("BodyS3Location", definition);
            properties.copy(api, List.of("DisableExecuteApiEndpoint"));
        } else {
            definition = inline.build();
            api.set("Body", definition);
        }
        EndpointType.apply(properties, api);
        if (properties.flag("PropagateTags") && properties.has("Tags")) {
            api.set("Tags", Nodes.tags(properties.object("Tags")));
        }
        assembly.put(resource.id(), "AWS::ApiGateway::RestApi", api, resource.attributes());
        String stageId = putStage(putDeployment(definition));
        if (properties.has("Auth")) {
            authorise(stageId);
        }
    }

    private void check() {
        properties.check(KNOWN, UNSUPPORTED, resource.type());
        properties.maps(
                "Tags", "DefinitionBody", "Variables", "Auth", "GatewayResponses", "Models", "AccessLogSetting");
        properties.lists("MethodSettings", "BinaryMediaTypes");
        properties.texts("StageName", "Name", "Description", "OpenApiVersion");
        properties.required("StageName");
        if (properties.has("DefinitionUri") && properties.has("DefinitionBody")) {
            throw new InvalidResourceException(
                    "Specify either 'DefinitionUri' or 'DefinitionBody' property and not both.");
        }
        String version = properties.text("OpenApiVersion", "2.0");
        if (!version.matches("2\\.0|3\\.[01](\\.\\d+)?")) {
            throw new InvalidResourceException("The OpenApiVersion value must be of the format \"3.0.0\".");
        }
        for (String name : List.of("Auth", "Cors", "Models", "GatewayResponses")) {
            if (properties.has(name) && properties.has("DefinitionUri")) {
                throw new InvalidResourceException(
                        name + " works only with inline Swagger specified in 'DefinitionBody' property.");
            }
        }
    }

    private String putDeployment(JsonNode definition) {
        String hash = Digests.full(Digests.ordered(definition));
        String id = resource.id() + "Deployment" + hash.substring(0, Digests.ID_DIGITS);
        ObjectNode deployment =
                Nodes.object("Description", "RestApi deployment id: " + hash, "RestApiId", Nodes.ref(resource.id()));
        if (!properties.has("OpenApiVersion")) {
            deployment.put("StageName", "Stage");
        }
        assembly.put(id, "AWS::ApiGateway::Deployment", deployment, resource.inherited());
        assembly.alias(resource.id(), "Deployment", id);
        return id;
    }

    private String putStage(String deploymentId) {
        JsonNode name = properties.get("StageName");
        ObjectNode stage = Nodes.object(
                "DeploymentId", Nodes.ref(deploymentId), "RestApiId", Nodes.ref(resource.id()), "StageName", name);
        properties.copy(stage, OF_STAGE);
        if (properties.has("Tags")) {
            stage.set("Tags", Nodes.tags(properties.object("Tags")));
        }
        String id = Invocations.stageId(resource.id(), name);
        assembly.put(id, "AWS::ApiGateway::Stage", stage, resource.inherited());
        assembly.alias(resource.id(), "Stage", id);
        return id;
    }

    private void authorise(String stageId) {
        SamProperties auth = properties.inner("Auth");
        auth.object("Authorizers").properties().forEach(entry -> {
            SamProperties authorizer = new SamProperties((ObjectNode) entry.getValue());
            if (authorizer.has("FunctionArn") && !authorizer.flag("DisableFunctionDefaultPermissions")) {
                assembly.put(
                        resource.id() + entry.getKey() + "AuthorizerPermission",
                        "AWS::Lambda::Permission",
                        ApiAuthorizers.permission(authorizer, resource.id(), "arn:" + assembly.partition()),
                        resource.inherited());
            }
        });
        UsagePlan.expand(resource, auth, stageId, assembly);
    }
}
