package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.Stage.AccessLog;
import io.millrace.core.resource.apigateway.Stage.MethodSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Stages as JSON.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html>
final class StageJson {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern LOG_GROUP =
            Pattern.compile("arn:[a-z-]{1,20}:logs:[a-z0-9-]{1,32}:[0-9]*:log-group:[^:]{1,512}(:[*])?");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~:/?#&=,@!+()*'$%-]*");
    private static final Pattern SETTINGS_KEY = Pattern.compile(".*/([A-Z]+|\\*)");
    private static final String CACHE = "cacheClusterEnabled";
    private static final String TRACING = "tracingEnabled";
    private static final String CANARY = "canarySettings";
    private static final List<String> KEPT_TEXTS =
            List.of("cacheClusterSize", "documentationVersion", "clientCertificateId", "webAclArn");
    private static final Map<String, JsonNode> SETTINGS_DEFAULTS = Map.of(
            "metricsEnabled", BooleanNode.FALSE,
            "loggingLevel", TextNode.valueOf("OFF"),
            "dataTraceEnabled", BooleanNode.FALSE,
            "cachingEnabled", BooleanNode.FALSE,
            "cacheTtlInSeconds", IntNode.valueOf(300),
            "cacheDataEncrypted", BooleanNode.FALSE,
            "requireAuthorizationForCacheControl", BooleanNode.TRUE,
            "unauthorizedCacheControlHeaderStrategy", TextNode.valueOf("SUCCEED_WITH_RESPONSE_HEADER"));

    private StageJson() {}

    static ObjectNode write(Stage stage) {
        ObjectNode json = members(stage);
        boolean cached = stage.kept().getOrDefault(CACHE, BooleanNode.FALSE).booleanValue();
        json.put("cacheClusterStatus", cached ? "AVAILABLE" : "NOT_AVAILABLE");
        ObjectNode settings = json.putObject("methodSettings");
        stage.methodSettings().forEach((key, value) -> settings.set(key, settings(value, true)));
        return json;
    }

    static ObjectNode members(Stage stage) {
        Map<String, ObjectNode> settings = new LinkedHashMap<>();
        stage.methodSettings().forEach((key, value) -> settings.put(key, settings(value, false)));
        return new JsonMembers()
                .text("deploymentId", stage.deploymentId())
                .text("stageName", stage.name())
                .text("description", stage.description())
                .flag(CACHE, false)
                .flag(TRACING, false)
                .nodes("methodSettings", settings)
                .texts("variables", stage.variables())
                .any("accessLogSettings", stage.accessLog().map(StageJson::log))
                .all(stage.kept())
                .texts("tags", stage.tags())
                .time("createdDate", stage.created())
                .time("lastUpdatedDate", stage.updated())
                .node();
    }

    private static ObjectNode log(AccessLog log) {
        return new JsonMembers()
                .text("format", log.format())
                .text("destinationArn", log.destinationArn())
                .node();
    }

    private static ObjectNode settings(MethodSettings settings, boolean withDefaults) {
        JsonMembers json = new JsonMembers();
        if (withDefaults) {
            json.all(SETTINGS_DEFAULTS);
        }
        json.all(settings.kept());
        Optional<Throttle> throttle = withDefaults
                ? settings.throttle().or(() -> Optional.of(Throttle.of(Optional.empty(), Optional.empty())))
                : settings.throttle();
        throttle.ifPresent(bucket -> json.node()
                .put("throttlingBurstLimit", bucket.burst())
                .put("throttlingRateLimit", bucket.ratePerSecond()));
        return json.node();
    }

    static Stage parse(String region, String apiId, Fields fields) {
        String name = fields.requiredString("stageName");
        if (!NAME.matcher(name).matches()) {
            throw ApiValues.bad("Stage name only allows a-zA-Z0-9_- and 1 to 128 characters");
        }
        Map<String, MethodSettings> settings =
                ApiValues.objects(fields, "methodSettings", (key, given) -> settings(given));
        if (settings.size() > Limit.API_GATEWAY_METHOD_SETTINGS.value()) {
            throw fields.invalid("methodSettings", "has too many entries");
        }
        settings.keySet().stream()
                .filter(key -> !SETTINGS_KEY.matcher(key).matches())
                .findFirst()
                .ifPresent(key -> {
                    throw ApiValues.bad(
                            "Invalid method setting path: " + key
                                    + ". Must be one of: [/deploymentId, /description, /{resourcePath}/{httpMethod}/…, /*/*/…]");
                });
        Stage stage = new Stage(
                region,
                apiId,
                name,
                fields.requiredString("deploymentId"),
                ApiValues.text(fields, "description").filter(text -> !text.isEmpty()),
                variables(fields),
                settings,
                fields.object("accessLogSettings").flatMap(StageJson::log),
                keptMembers(fields),
                ApiValues.tags(fields, "tags"),
                ApiValues.time(fields, "createdDate"),
                ApiValues.time(fields, "lastUpdatedDate"));
        fields.refuseUnknown();
        return stage;
    }

    private static Map<String, String> variables(Fields fields) {
        Map<String, String> variables = ApiValues.texts(fields, "variables");
        if (variables.size() > Limit.API_GATEWAY_STAGE_VARIABLES.value()) {
            throw ApiValues.bad("A stage may have at most " + Limit.API_GATEWAY_STAGE_VARIABLES.value() + " variables");
        }
        variables.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()
                    || !VALUE.matcher(value).matches()
                    || value.length() > Limit.API_GATEWAY_STAGE_VARIABLE_CHARS.value()) {
                throw ApiValues.bad(
                        "Stage variable '" + name + "': a name has alphanumeric characters and _, a value up" + " to "
                                + Limit.API_GATEWAY_STAGE_VARIABLE_CHARS.value() + " of " + VALUE.pattern());
            }
        });
        return variables;
    }

    /// Both or neither: a patch sets one after the other, so a half is no log yet.
    private static Optional<AccessLog> log(Fields fields) {
        String destination = fields.string("destinationArn").orElse("");
        String format = fields.string("format").orElse("");
        fields.refuseUnknown();
        if (!destination.isEmpty() && !LOG_GROUP.matcher(destination).matches()) {
            throw fields.invalid(
                    "destinationArn",
                    "must be of the form arn:aws:logs:REGION:ACCOUNT:log-group:NAME; delivery streams are not supported");
        }
        return destination.isEmpty() && format.isEmpty()
                ? Optional.empty()
                : Optional.of(new AccessLog(destination, format));
    }

    private static Map<String, JsonNode> keptMembers(Fields fields) {
        Map<String, JsonNode> kept = new LinkedHashMap<>();
        for (String name : List.of(CACHE, TRACING)) {
            fields.bool(name).filter(on -> on).ifPresent(on -> kept.put(name, BooleanNode.TRUE));
        }
        for (String name : KEPT_TEXTS) {
            fields.string(name)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> kept.put(name, TextNode.valueOf(text)));
        }
        fields.object(CANARY).ifPresent(canary -> {
            canary.number("percentTraffic");
            canary.string("deploymentId");
            ApiValues.texts(canary, "stageVariableOverrides");
            canary.bool("useStageCache");
            canary.refuseUnknown();
            kept.put(CANARY, canary.node());
        });
        return kept;
    }

    private static MethodSettings settings(Fields fields) {
        Map<String, JsonNode> kept = new LinkedHashMap<>();
        fields.oneOf("loggingLevel", "OFF", "ERROR", "INFO");
        fields.oneOf(
                "unauthorizedCacheControlHeaderStrategy",
                "FAIL_WITH_403",
                "SUCCEED_WITH_RESPONSE_HEADER",
                "SUCCEED_WITHOUT_RESPONSE_HEADER");
        fields.integerBetween("cacheTtlInSeconds", 0, Limit.API_GATEWAY_AUTHORIZER_TTL_SECONDS_MAX.intValue());
        SETTINGS_DEFAULTS.keySet().forEach(name -> fields.any(name).ifPresent(value -> kept.put(name, value)));
        SETTINGS_DEFAULTS.forEach((name, value) -> {
            if (value.isBoolean()) {
                fields.bool(name);
            }
        });
        Optional<Double> rate = fields.number("throttlingRateLimit");
        Optional<Integer> burst = fields.integer("throttlingBurstLimit");
        fields.refuseUnknown();
        boolean throttled = rate.isPresent() || burst.isPresent();
        return new MethodSettings(throttled ? Optional.of(Throttle.of(rate, burst)) : Optional.empty(), kept);
    }
}
