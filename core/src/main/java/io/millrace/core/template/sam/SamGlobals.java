package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The section `Globals`: what it says is merged into each resource of the type. Maps are merged, lists joined (the
/// global items first), anything else is the resource's own.
///
/// Source:
/// AWS SAM developer guide, page `sam-specification-template-anatomy-globals`
final class SamGlobals {
    private static final Map<String, List<String>> SUPPORTED = supported();

    private SamGlobals() {}

    /// Merges the template's globals into its resources, in place.
    ///
    /// @throws InvalidResourceException for a section or property that SAM does not know
    static void merge(ObjectNode template) {
        JsonNode globals = template.path("Globals");
        for (Map.Entry<String, JsonNode> section : globals.properties()) {
            check(section.getKey(), section.getValue());
        }
        template.path("Resources").properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode declaration) {
                mergeInto(declaration, globals);
            }
        });
    }

    /// Merges what the globals say of its type into one declaration.
    static void mergeInto(ObjectNode declaration, JsonNode globals) {
        String type = declaration.path("Type").asText();
        if (!ResourceTypes.isServerless(type)) {
            return;
        }
        JsonNode section = globals.path(type.substring(ResourceTypes.PREFIX.length()));
        JsonNode ignored = declaration.path("IgnoreGlobals");
        if (section.isEmpty() || ignored.asText().equals("*")) {
            return;
        }
        ObjectNode used = section.deepCopy();
        ignored.forEach(name -> used.remove(name.asText()));
        JsonNode own = declaration.path("Properties");
        if (own.isObject() || own.isNull() || own.isMissingNode()) {
            declaration.set("Properties", own.isObject() ? merged(used, own) : used);
        }
    }

    private static JsonNode merged(JsonNode global, JsonNode own) {
        if (global instanceof ObjectNode
                && own instanceof ObjectNode
                && !Nodes.isIntrinsic(global)
                && !Nodes.isIntrinsic(own)) {
            ObjectNode both = global.deepCopy();
            own.properties()
                    .forEach(field -> both.set(
                            field.getKey(),
                            both.has(field.getKey())
                                    ? merged(both.get(field.getKey()), field.getValue())
                                    : field.getValue()));
            return both;
        }
        if (global instanceof ArrayNode first && own instanceof ArrayNode second) {
            return first.deepCopy().addAll(second);
        }
        return own;
    }

    private static void check(String name, JsonNode section) {
        List<String> properties = Optional.ofNullable(SUPPORTED.get(name))
                .orElseThrow(() -> invalid("'" + name + "' is not supported. Must be one of the following values - "
                        + quoted(SUPPORTED.keySet())));
        if (!section.isObject()) {
            throw invalid("It must be a map, '" + name + "' is none");
        }
        for (String property : (Iterable<String>) section::fieldNames) {
            if (!properties.contains(property)) {
                throw invalid("'" + property + "' is not a supported property of '" + name
                        + "'. Must be one of the following values - " + quoted(properties));
            }
        }
    }

    private static InvalidResourceException invalid(String reason) {
        return new InvalidResourceException("'Globals' section is invalid. " + reason);
    }

    private static String quoted(Iterable<String> names) {
        return "['" + String.join("', '", names) + "']";
    }

    private static Map<String, List<String>> supported() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        sections.put(
                "Api",
                words("Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables"
                        + " EndpointConfiguration MethodSettings BinaryMediaTypes MinimumCompressionSize Cors"
                        + " GatewayResponses AccessLogSetting CanarySetting TracingEnabled OpenApiVersion Domain"
                        + " AlwaysDeploy PropagateTags SecurityPolicy EndpointAccessMode"));
        sections.put(
                "Function",
                words("Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment"
                        + " Tags PropagateTags Tracing KmsKeyArn AutoPublishAlias AutoPublishAliasAllProperties Layers"
                        + " DeploymentPreference RolePath PermissionsBoundary ReservedConcurrentExecutions"
                        + " ProvisionedConcurrencyConfig AssumeRolePolicyDocument EventInvokeConfig FileSystemConfigs"
                        + " CodeSigningConfigArn Architectures SnapStart EphemeralStorage FunctionUrlConfig"
                        + " RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn TenancyConfig"
                        + " DurableConfig CapacityProviderConfig FunctionScalingConfig PublishToLatestPublished"
                        + " VersionDeletionPolicy"));
        sections.put(
                "HttpApi",
                words("Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain"
                        + " RouteSettings FailOnWarnings PropagateTags"));
        sections.put("LayerVersion", words("PublishLambdaVersion"));
        sections.put("SimpleTable", words("SSESpecification"));
        sections.put("StateMachine", words("PropagateTags"));
        return sections;
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }
}
