package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.provision.call.Members;

/// The settings of an API as a whole.
final class RestApiSettings {
    private static final String[] TEXTS = {
        "name",
        "description",
        "minimumCompressionSize",
        "apiKeySource",
        "disableExecuteApiEndpoint",
        "securityPolicy",
        "endpointAccessMode"
    };
    private static final String BINARY = "binaryMediaTypes";
    private static final String ENDPOINTS = "endpointConfiguration";

    private RestApiSettings() {}

    /// @param documented whether what properties do not say is a document's to say
    static Patches patches(ObjectNode given, JsonNode present, boolean documented) {
        ObjectNode wanted = wanted(given, present, documented);
        Patches patches = new Patches().texts(present, wanted, TEXTS);
        patches.elements("/" + BINARY, present.path(BINARY), wanted.path(BINARY));
        if (wanted.has("policy")) {
            patches.replace("/policy", wanted.path("policy").asText());
        } else if (present.has("policy") && !documented) {
            patches.remove("/policy");
        }
        endpoints(patches, present.path(ENDPOINTS), wanted.path(ENDPOINTS));
        return patches;
    }

    private static ObjectNode wanted(ObjectNode given, JsonNode present, boolean documented) {
        ObjectNode wanted = documented ? ((ObjectNode) present).deepCopy() : defaults(present);
        wanted.remove("policy");
        ArrayNode binary = wanted.withArrayProperty(BINARY);
        given.path("BinaryMediaTypes").forEach(binary::add);
        wanted.setAll(Members.camel(
                given,
                "Name",
                "Description",
                "MinimumCompressionSize",
                "ApiKeySourceType:apiKeySource",
                "DisableExecuteApiEndpoint",
                "SecurityPolicy",
                "EndpointAccessMode"));
        if (given.has("EndpointConfiguration")) {
            wanted.set(
                    ENDPOINTS,
                    Members.camel(given.path("EndpointConfiguration"), "Types", "IpAddressType", "VpcEndpointIds"));
        }
        JsonNode policy = given.path("Policy");
        if (!policy.isMissingNode()) {
            wanted.put("policy", policy.isTextual() ? policy.asText() : policy.toString());
        }
        return wanted;
    }

    private static ObjectNode defaults(JsonNode present) {
        ObjectNode defaults = Members.none().put("apiKeySource", "HEADER").put("disableExecuteApiEndpoint", false);
        defaults.set("name", present.path("name"));
        defaults.putObject(ENDPOINTS).putArray("types").add("EDGE");
        return defaults;
    }

    private static void endpoints(Patches patches, JsonNode present, JsonNode wanted) {
        if (wanted.path("types").has(0)) {
            patches.text(
                    "/endpointConfiguration/types/0",
                    present.path("types").path(0),
                    wanted.path("types").path(0));
        }
        if (wanted.has("ipAddressType")) {
            patches.text(
                    "/endpointConfiguration/ipAddressType",
                    present.path("ipAddressType"),
                    wanted.path("ipAddressType"));
        }
        patches.items(
                "/endpointConfiguration/vpcEndpointIds", present.path("vpcEndpointIds"), wanted.path("vpcEndpointIds"));
    }
}
