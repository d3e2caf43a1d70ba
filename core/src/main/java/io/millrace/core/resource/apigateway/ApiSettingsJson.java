package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiSettings.ApiKeySource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is said of a REST API as a whole, as JSON.
final class ApiSettingsJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ENDPOINTS = "endpointConfiguration";
    private static final String IP_TYPE = "ipAddressType";
    private static final String VPC_IDS = "vpcEndpointIds";
    private static final Set<String> TYPES = Set.of("EDGE", "REGIONAL", "PRIVATE");
    private static final List<String> KEPT = List.of("securityPolicy", "endpointAccessMode");

    private ApiSettingsJson() {}

    static ObjectNode write(ApiSettings settings) {
        Map<String, JsonNode> kept = new LinkedHashMap<>(settings.kept());
        JsonMembers endpoints = new JsonMembers()
                .any("types", JsonMembers.array(settings.endpointTypes()))
                .text(IP_TYPE, ipType(settings))
                .any(VPC_IDS, Optional.ofNullable(kept.remove(VPC_IDS)));
        kept.remove(IP_TYPE);
        return new JsonMembers()
                .text("name", settings.name())
                .text("description", settings.description())
                .text("version", settings.version())
                .time("createdDate", settings.created())
                .list("binaryMediaTypes", settings.binaryMediaTypes())
                .whole("minimumCompressionSize", settings.minimumCompressionBytes())
                .text("apiKeySource", settings.apiKeySource().name())
                .any(ENDPOINTS, endpoints.node())
                .text("policy", settings.policy().map(ApiSettingsJson::escaped))
                .flag("disableExecuteApiEndpoint", settings.executeApiDisabled())
                .all(kept)
                .any("tags", JsonMembers.object(settings.tags()))
                .node();
    }

    private static String ipType(ApiSettings settings) {
        JsonNode given = settings.kept().get(IP_TYPE);
        return given != null ? given.textValue() : settings.endpointTypes().contains("PRIVATE") ? "dualstack" : "ipv4";
    }

    /// AWS answers the policy with its quotes escaped, a string in a string; clients take off both.
    private static String escaped(JsonNode policy) {
        String quoted = TextNode.valueOf(policy.toString()).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    static ApiSettings parse(Fields fields) {
        Optional<Fields> endpoints = fields.object(ENDPOINTS);
        Map<String, JsonNode> kept = ApiValues.kept(fields, KEPT);
        KEPT.forEach(fields::string);
        endpoints.ifPresent(given -> {
            boolean isPrivate = types(given).contains("PRIVATE");
            given.oneOf(IP_TYPE, "ipv4", "dualstack")
                    .filter(word -> !isPrivate && !word.equals("ipv4"))
                    .ifPresent(word -> kept.put(IP_TYPE, TextNode.valueOf(word)));
            List<String> ids = given.strings(VPC_IDS);
            if (!ids.isEmpty()) {
                kept.put(VPC_IDS, JsonMembers.array(ids));
            }
        });
        ApiSettings settings = new ApiSettings(
                ApiValues.required(fields, "name"),
                ApiValues.text(fields, "description").filter(text -> !text.isEmpty()),
                ApiValues.text(fields, "version").filter(text -> !text.isEmpty()),
                ApiValues.time(fields, "createdDate"),
                binaryTypes(fields),
                compression(fields),
                fields.oneOf("apiKeySource", ApiKeySource.class).orElse(ApiKeySource.HEADER),
                endpoints.map(ApiSettingsJson::types).orElse(List.of("EDGE")),
                policy(fields),
                fields.bool("disableExecuteApiEndpoint").orElse(false),
                kept,
                ApiValues.tags(fields, "tags"));
        endpoints.ifPresent(Fields::refuseUnknown);
        fields.refuseUnknown();
        return settings;
    }

    private static List<String> types(Fields endpoints) {
        List<String> types = endpoints.strings("types");
        if (types.size() > 1 || !TYPES.containsAll(types)) {
            throw ApiValues.bad("Invalid endpoint configuration types: give one of EDGE, REGIONAL, PRIVATE");
        }
        return types.isEmpty() ? List.of("EDGE") : types;
    }

    private static List<String> binaryTypes(Fields fields) {
        List<String> types = fields.strings("binaryMediaTypes");
        if (types.size() > Limit.API_GATEWAY_BINARY_TYPES.value()) {
            throw fields.invalid(
                    "binaryMediaTypes", "has more than " + Limit.API_GATEWAY_BINARY_TYPES.value() + " types");
        }
        return types;
    }

    private static Optional<Integer> compression(Fields fields) {
        Optional<Integer> bytes = fields.integer("minimumCompressionSize");
        int most = Limit.API_GATEWAY_COMPRESSION_BYTES_MAX.intValue();
        bytes.filter(given -> given < 0 || given > most).ifPresent(given -> {
            throw ApiValues.bad("Invalid minimum compression size, must be between 0 and " + most);
        });
        return bytes;
    }

    /// As a caller writes it, or as it was answered.
    private static Optional<JsonNode> policy(Fields fields) {
        return fields.string("policy").filter(text -> !text.isBlank()).map(text -> object(text)
                .or(() -> object("\"" + text + "\"").flatMap(inner -> object(inner.asText())))
                .filter(JsonNode::isObject)
                .orElseThrow(
                        () -> ApiValues.bad("Invalid policy document. Please check the policy syntax and ensure that"
                                + " Principals are valid.")));
    }

    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.ofNullable(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
