package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.provision.call.Members;
import java.util.stream.Collectors;

/// What can be set of a stage, by a stage and by the `StageDescription` of a deployment.
///
/// Source:
/// AWS CloudFormation template reference, page `aws-properties-apigateway-deployment-stagedescription`
final class StageSettings {
    static final String METHOD = """
            CacheDataEncrypted boolean kept
            CacheTtlInSeconds integer kept
            CachingEnabled boolean kept
            DataTraceEnabled boolean kept
            LoggingLevel string kept
            MetricsEnabled boolean kept
            ThrottlingBurstLimit integer
            ThrottlingRateLimit number
            """;
    private static final String BOTH = """
            AccessLogSetting.DestinationArn string
            AccessLogSetting.Format string
            CacheClusterEnabled boolean kept
            CacheClusterSize string kept
            CanarySetting.PercentTraffic number kept
            CanarySetting.StageVariableOverrides.* string kept
            CanarySetting.UseStageCache boolean kept
            ClientCertificateId string kept
            Description string kept
            DocumentationVersion string kept
            Tags[].Key string required kept
            Tags[].Value string required kept
            TracingEnabled boolean kept
            Variables.* string
            """;
    private static final String SETTINGS = "methodSettings";
    private static final String CANARY = "canarySettings";
    private static final String ACCESS_LOG = "accessLogSettings";

    private StageSettings() {}

    /// The lines of a table, below a path.
    static String table(String path) {
        return below(path, BOTH)
                + below(path + "MethodSettings[].", METHOD + "HttpMethod string\nResourcePath string\n");
    }

    static String below(String path, String table) {
        return table.lines().map(line -> path + line + "\n").collect(Collectors.joining());
    }

    /// @param given in CloudFormation's words
    /// @param present in API Gateway's
    static Patches patches(JsonNode given, JsonNode present, String deploymentId) {
        ObjectNode wanted = Members.none().put("cacheClusterEnabled", false).put("tracingEnabled", false);
        wanted.put("deploymentId", deploymentId)
                .setAll(Members.camel(
                        given,
                        "CacheClusterEnabled",
                        "CacheClusterSize",
                        "ClientCertificateId",
                        "Description",
                        "DocumentationVersion",
                        "TracingEnabled",
                        "Variables"));
        Patches patches = new Patches()
                .texts(
                        present,
                        wanted,
                        "deploymentId",
                        "description",
                        "cacheClusterEnabled",
                        "cacheClusterSize",
                        "clientCertificateId",
                        "documentationVersion",
                        "tracingEnabled")
                .map("variables", present, wanted);
        accessLog(patches, given.path("AccessLogSetting"), present.path(ACCESS_LOG));
        canary(patches, given.path("CanarySetting"), present.path(CANARY));
        methods(patches, given, present.path(SETTINGS));
        return patches;
    }

    private static void accessLog(Patches patches, JsonNode given, JsonNode present) {
        if (present.isObject()) {
            patches.remove("/" + ACCESS_LOG);
        }
        addAll(patches, "/" + ACCESS_LOG + "/", Members.camel(given, "DestinationArn", "Format"));
    }

    private static void canary(Patches patches, JsonNode given, JsonNode present) {
        if (present.isObject()) {
            patches.remove("/" + CANARY);
        }
        addAll(patches, "/" + CANARY + "/", Members.camel(given, "PercentTraffic", "DeploymentId", "UseStageCache"));
        given.path("StageVariableOverrides")
                .properties()
                .forEach(member -> patches.add(
                        "/" + CANARY + "/stageVariableOverrides/" + Patches.escaped(member.getKey()),
                        member.getValue().asText()));
    }

    private static void addAll(Patches patches, String path, ObjectNode members) {
        members.properties()
                .forEach(member ->
                        patches.add(path + member.getKey(), member.getValue().asText()));
    }

    /// Those that a deployment's description has beside its list hold for all methods.
    private static void methods(Patches patches, JsonNode given, JsonNode present) {
        present.fieldNames().forEachRemaining(key -> patches.remove("/" + key));
        method(patches, "*/*", given);
        given.path("MethodSettings").forEach(one -> method(patches, key(one), one));
    }

    /// `/pets` and GET are `~1pets/GET`, and all of all `*/*`.
    private static String key(JsonNode setting) {
        String path = setting.path("ResourcePath").asText("/*");
        String http = setting.path("HttpMethod").asText("*");
        return (path.equals("/*") ? "*" : Patches.escaped(path)) + "/" + http;
    }

    private static void method(Patches patches, String key, JsonNode given) {
        StageSettings.METHOD
                .lines()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(given::has)
                .forEach(name -> patches.add(
                        "/" + key + "/" + path(name), given.path(name).asText()));
    }

    private static String path(String name) {
        return switch (name) {
            case "MetricsEnabled" -> "metrics/enabled";
            case "LoggingLevel" -> "logging/loglevel";
            case "DataTraceEnabled" -> "logging/dataTrace";
            case "ThrottlingBurstLimit" -> "throttling/burstLimit";
            case "ThrottlingRateLimit" -> "throttling/rateLimit";
            case "CachingEnabled" -> "caching/enabled";
            case "CacheTtlInSeconds" -> "caching/ttlInSeconds";
            case "CacheDataEncrypted" -> "caching/dataEncrypted";
            default -> throw new IllegalArgumentException(name);
        };
    }
}
