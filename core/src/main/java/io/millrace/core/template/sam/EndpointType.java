package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// `EndpointConfiguration` of a REST API: a type by its name, or a map with the type.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-api-endpointconfiguration`
final class EndpointType {
    private static final String CONFIGURATION = "EndpointConfiguration";

    private EndpointType() {}

    static void apply(SamProperties properties, ObjectNode api) {
        if (!properties.has(CONFIGURATION)) {
            return;
        }
        JsonNode given = properties.get(CONFIGURATION);
        ObjectNode configuration = Nodes.object();
        JsonNode type = given;
        if (given instanceof ObjectNode map && !Nodes.isIntrinsic(map)) {
            SamProperties settings = new SamProperties(map);
            settings.check(Set.of("Type", "VPCEndpointIds", "IpAddressType"), Set.of(), CONFIGURATION);
            type = settings.required("Type");
            settings.copy(configuration, "VPCEndpointIds", "VpcEndpointIds");
            settings.copy(configuration, List.of("IpAddressType"));
        } else if (!given.isTextual() && !Nodes.isIntrinsic(given)) {
            throw InvalidResourceException.ofProperty(CONFIGURATION);
        }
        configuration.set("Types", Nodes.list(type));
        api.set(CONFIGURATION, configuration);
        api.set("Parameters", Nodes.object("endpointConfigurationTypes", type));
    }
}
