package io.millrace.core.resource.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/// A resource as it is at one time: all that is needed to bring it back or to delete it.
///
/// @param physicalId what it is found by
/// @param properties resolved
/// @param attributes what `Fn::GetAtt` gives
/// @param dependsOn logical ids of what it needs
/// @param metadata of the template, JSON; empty when there is none
/// @param deletionPolicy `Delete`, `Retain`, `RetainExceptOnCreate`
/// @param updateReplacePolicy `Delete`, `Retain`
public record ResourceState(
        String physicalId,
        ObjectNode properties,
        Map<String, JsonNode> attributes,
        Set<String> dependsOn,
        String metadata,
        String deletionPolicy,
        String updateReplacePolicy) {
    public ResourceState {
        attributes = Map.copyOf(attributes);
        dependsOn = Set.copyOf(dependsOn);
    }
}
