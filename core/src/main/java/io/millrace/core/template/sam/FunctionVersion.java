package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `AutoPublishAlias`: a version whose logical id has a hash of the code (so that new code publishes a new version, and
/// the old one stays), and the alias that points at it.
///
/// Source:
/// AWS SAM developer guide, page `sam-specification-generated-resources-function`
final class FunctionVersion {
    private final SamResource resource;
    private final SamProperties properties;
    private final Assembly assembly;
    private final ObjectNode function;

    /// @param function the properties of the function as generated
    FunctionVersion(SamResource resource, Assembly assembly, ObjectNode function) {
        this.resource = resource;
        this.properties = resource.properties();
        this.assembly = assembly;
        this.function = function;
    }

    /// Gives the alias's logical id; empty when the function publishes none.
    Optional<String> publish() {
        if (!properties.has("AutoPublishAlias")) {
            if (properties.has("ProvisionedConcurrencyConfig")) {
                throw new InvalidResourceException(
                        "To set ProvisionedConcurrencyConfig AutoPublishALias must be" + " defined on the function");
            }
            return Optional.empty();
        }
        String name = assembly.literal(properties.get("AutoPublishAlias"))
                .orElseThrow(() -> new InvalidResourceException(
                        "'AutoPublishAlias' must be a string or a Ref to a template parameter"));
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new InvalidResourceException("AutoPublishAlias '" + name + "' must match [A-Za-z0-9-_]+");
        }
        String versionId = resource.id() + "Version" + hash();
        putVersion(versionId);
        String aliasId = resource.id() + "Alias" + name.replace("-", "D").replace("_", "U");
        putAlias(aliasId, name, versionId);
        assembly.alias(resource.id(), "Version", versionId);
        assembly.alias(resource.id(), "Alias", aliasId);
        return Optional.of(aliasId);
    }

    private void putVersion(String id) {
        ObjectNode version = Nodes.object("FunctionName", Nodes.ref(resource.id()));
        properties.copy(version, "VersionDescription", "Description");
        ObjectNode attributes = resource.inherited();
        String policy =
                assembly.literal(properties.get("VersionDeletionPolicy")).orElse("Retain");
        if (!Set.of("Retain", "Delete").contains(policy)) {
            throw new InvalidResourceException(
                    "'VersionDeletionPolicy' must be one of the following options:" + " ['Retain', 'Delete'].");
        }
        attributes.put("DeletionPolicy", policy);
        assembly.put(id, "AWS::Lambda::Version", version, attributes);
    }

    private void putAlias(String id, String name, String versionId) {
        ObjectNode alias = Nodes.object(
                "FunctionName",
                Nodes.ref(resource.id()),
                "FunctionVersion",
                Nodes.attribute(versionId, "Version"),
                "Name",
                name);
        properties.copy(alias, "ProvisionedConcurrencyConfig", "ProvisionedConcurrencyConfig");
        assembly.put(id, "AWS::Lambda::Alias", alias, resource.inherited());
    }

    private String hash() {
        JsonNode given = assembly.resolved(properties.get("AutoPublishCodeSha256"));
        if (given.isTextual()) {
            String hash = given.textValue();
            return hash.substring(0, Math.min(Digests.ID_DIGITS, hash.length())).replaceAll("[^A-Za-z0-9]", "");
        }
        ObjectNode hashed = function.path("Code").deepCopy();
        if (properties.flag("AutoPublishAliasAllProperties")) {
            hashed.setAll(function);
        } else {
            hashed.setAll(properties.object("Environment"));
            properties.copy(hashed, List.of("MemorySize"));
        }
        return Digests.shortened(assembly.resolvedDeep(hashed));
    }
}
