package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `AWS::Serverless::LayerVersion`: a layer's version whose logical id has a hash of what it is, so that a change of it
/// makes another and the old one stays, unless its retention says otherwise.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html>
final class LayerVersionResource {
    private static final Set<String> KNOWN = Set.of(
            "LayerName",
            "Description",
            "PublishLambdaVersion",
            "ContentUri",
            "CompatibleArchitectures",
            "CompatibleRuntimes",
            "LicenseInfo",
            "RetentionPolicy");

    private LayerVersionResource() {}

    static void expand(SamResource resource, Assembly assembly) {
        SamProperties properties = resource.properties();
        properties.check(KNOWN, Set.of(), resource.type());
        properties.lists("CompatibleArchitectures", "CompatibleRuntimes");
        properties.required("ContentUri");
        ObjectNode layer = Nodes.object("Content", S3Location.of(properties, "ContentUri"));
        if (properties.has("LayerName")) {
            properties.copy(layer, "LayerName", "LayerName");
        } else {
            layer.put("LayerName", resource.id());
        }
        properties.copy(layer, List.of("Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"));
        ObjectNode hashed =
                Nodes.object("Type", resource.type(), "Properties", assembly.resolvedDeep(properties.tree()));
        for (String attribute : List.of("Condition", "DependsOn")) {
            if (resource.declaration().hasNonNull(attribute)) {
                hashed.set(attribute, resource.declaration().get(attribute));
            }
        }
        String id = resource.id() + Digests.shortened(Nodes.object(resource.id(), hashed));
        ObjectNode attributes = resource.attributes();
        attributes.put("DeletionPolicy", retention(resource, assembly));
        assembly.put(id, "AWS::Lambda::LayerVersion", layer, attributes);
        assembly.alias(resource.id(), id);
    }

    private static String retention(SamResource resource, Assembly assembly) {
        if (!resource.properties().has("RetentionPolicy")) {
            return resource.declaration().path("DeletionPolicy").asText("Retain");
        }
        String policy = assembly.literal(resource.properties().get("RetentionPolicy"))
                .orElseThrow(() -> InvalidResourceException.ofProperty("RetentionPolicy"));
        return switch (policy.toLowerCase(Locale.ROOT)) {
            case "retain" -> "Retain";
            case "delete" -> "Delete";
            default ->
                throw new InvalidResourceException(
                        "'RetentionPolicy' must be one of the following options: ['Retain', 'Delete'].");
        };
    }
}
