package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one resource as it is declared.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html>
final class ResourceParser {
    private static final Set<String> READ =
            Set.of("Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata");
    private static final Set<String> REST = Set.of("CreationPolicy", "UpdatePolicy");
    private static final Set<String> REPLACE_POLICIES = Set.of("Delete", "Retain", "Snapshot");
    private static final Set<String> DELETION_POLICIES = Set.of("Delete", "Retain", "Snapshot", "RetainExceptOnCreate");
    private static final Set<String> WITH_SNAPSHOTS = Set.of(
            "AWS::DocDB::DBCluster",
            "AWS::EC2::Volume",
            "AWS::ElastiCache::CacheCluster",
            "AWS::ElastiCache::ReplicationGroup",
            "AWS::Neptune::DBCluster",
            "AWS::RDS::DBCluster",
            "AWS::RDS::DBInstance",
            "AWS::Redshift::Cluster");

    private final String logicalId;
    private final ObjectNode written;
    private final Set<String> all;
    private final boolean before;
    private final String path;

    /// @param all logical ids of the template
    /// @param before whether transforms are yet to be applied: then they know other attributes
    ResourceParser(String logicalId, ObjectNode written, Set<String> all, boolean before) {
        this.all = all;
        this.logicalId = logicalId;
        this.written = written;
        this.before = before;
        this.path = "/Resources/" + logicalId;
    }

    Template.Declaration read() {
        JsonNode type = written.path("Type");
        if (!type.isTextual() || type.textValue().isEmpty()) {
            throw Refusal.format("[" + path + "] Every Resources object must contain a Type member.");
        }
        ObjectNode rest = rest();
        ObjectNode properties = properties();
        Set<String> needed = new LinkedHashSet<>(explicit(written));
        if (!before) {
            collect(properties, needed);
            collect(written.path("Metadata"), needed);
            collect(rest, needed);
        }
        return new Template.Declaration(
                logicalId,
                type.textValue(),
                properties,
                TemplateParser.condition(written, path),
                Collections.unmodifiableSet(needed),
                policy("DeletionPolicy", DELETION_POLICIES, type.textValue()),
                policy("UpdateReplacePolicy", REPLACE_POLICIES, type.textValue()),
                written.path("Metadata"),
                rest);
    }

    private ObjectNode rest() {
        ObjectNode rest = JsonNodeFactory.instance.objectNode();
        written.properties().forEach(attribute -> {
            if (REST.contains(attribute.getKey())) {
                rest.set(attribute.getKey(), attribute.getValue());
            } else if (!READ.contains(attribute.getKey()) && !before) {
                throw Refusal.format("[" + path + "] Invalid template resource property '" + attribute.getKey() + "'");
            }
        });
        return rest;
    }

    private ObjectNode properties() {
        JsonNode properties = written.path("Properties");
        if (properties.isMissingNode() || properties.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (properties instanceof ObjectNode object) {
            return object;
        }
        throw Refusal.format("[" + path + "/Properties] Properties must be an object");
    }

    /// What `DependsOn` names.
    ///
    /// @param resource as written
    static Set<String> explicit(JsonNode resource) {
        JsonNode dependsOn = resource.path("DependsOn");
        Set<String> needed = new LinkedHashSet<>();
        if (dependsOn.isMissingNode()) {
            return needed;
        }
        if (!dependsOn.isTextual() && !dependsOn.isArray()) {
            throw Refusal.format("DependsOn must be a string or list of strings.");
        }
        for (JsonNode name : dependsOn.isArray() ? dependsOn : List.of(dependsOn)) {
            if (!name.isTextual()) {
                throw Refusal.format("Every DependsOn value must be a string.");
            }
            needed.add(name.textValue());
        }
        return needed;
    }

    private String policy(String attribute, Set<String> values, String type) {
        JsonNode policy = written.path(attribute);
        if (policy.isMissingNode() || before) {
            return "Delete";
        }
        if (!policy.isTextual()) {
            throw Refusal.format("Every " + attribute + " member must be a string.");
        }
        String value = policy.textValue();
        if (!values.contains(value)) {
            throw Refusal.format("Unrecognized " + attribute + " " + value + " for resource " + logicalId);
        }
        if (value.equals("Snapshot") && !WITH_SNAPSHOTS.contains(type)) {
            throw Refusal.error("resource type " + type + " does not support "
                    + (attribute.equals("DeletionPolicy") ? "deletion policy " : "update replace policy ") + value);
        }
        return value;
    }

    private void collect(JsonNode part, Set<String> names) {
        new ReferenceWalk(
                        new ReferenceWalk.Sink() {
                            @Override
                            public void name(String name) {
                                if (all.contains(name)) {
                                    names.add(name);
                                }
                            }

                            @Override
                            public void attribute(String resource, String attribute, String function) {
                                name(resource);
                            }
                        },
                        condition -> Optional.empty())
                .walk(part);
    }
}
