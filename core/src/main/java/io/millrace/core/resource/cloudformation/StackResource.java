package io.millrace.core.resource.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// One resource of a stack, as the stack knows it. Written before each step (`…_IN_PROGRESS`, with the physical id that
/// the step works on) and after it, so that a crash in between is always told from what came before and after.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceDetail.html>
///
/// @param region of the stack
/// @param stackUnique the UUID of the stack
/// @param logicalId its name in the template
/// @param type as the template names it
/// @param physicalId what it is found by
/// @param status such as `UPDATE_COMPLETE`
/// @param reason why; empty when there is nothing to say
/// @param properties resolved, as it was made with last
/// @param attributes what `Fn::GetAtt` gives
/// @param dependsOn logical ids of what it needs, so what is to be deleted after it
/// @param metadata of the template, JSON; empty when there is none
/// @param deletionPolicy `Delete`, `Retain`, `RetainExceptOnCreate`
/// @param updateReplacePolicy `Delete`, `Retain`
/// @param time of the last change
/// @param work what operations have done to it and not settled yet
public record StackResource(
        String region,
        String stackUnique,
        String logicalId,
        String type,
        String physicalId,
        String status,
        String reason,
        ObjectNode properties,
        Map<String, JsonNode> attributes,
        Set<String> dependsOn,
        String metadata,
        String deletionPolicy,
        String updateReplacePolicy,
        Instant time,
        ResourceWork work)
        implements Resource {
    public static final String TYPE = "Millrace::CloudFormation::StackResource";

    /// How resources of stacks are kept.
    public static final ResourceKind<StackResource> KIND = new StackResourceKind();

    public StackResource {
        attributes = Map.copyOf(attributes);
        dependsOn = Set.copyOf(dependsOn);
    }

    @Override
    public ResourceId id() {
        return id(region, stackUnique, logicalId);
    }

    public static ResourceId id(String region, String stackUnique, String logicalId) {
        return new ResourceId(TYPE, region, stackUnique + "/" + logicalId);
    }

    /// As it is now, to be brought back later.
    public ResourceState state() {
        return new ResourceState(
                physicalId, properties, attributes, dependsOn, metadata, deletionPolicy, updateReplacePolicy);
    }

    public StackResource withState(ResourceState state) {
        return new StackResource(
                region,
                stackUnique,
                logicalId,
                type,
                state.physicalId(),
                status,
                reason,
                state.properties(),
                state.attributes(),
                state.dependsOn(),
                state.metadata(),
                state.deletionPolicy(),
                state.updateReplacePolicy(),
                time,
                work);
    }

    public StackResource withStatus(String changed, String why, Instant now) {
        return new StackResource(
                region,
                stackUnique,
                logicalId,
                type,
                physicalId,
                changed,
                why,
                properties,
                attributes,
                dependsOn,
                metadata,
                deletionPolicy,
                updateReplacePolicy,
                now,
                work);
    }

    public StackResource withWork(ResourceWork changed) {
        return new StackResource(
                region,
                stackUnique,
                logicalId,
                type,
                physicalId,
                status,
                reason,
                properties,
                attributes,
                dependsOn,
                metadata,
                deletionPolicy,
                updateReplacePolicy,
                time,
                changed);
    }

    /// After a step.
    public StackResource withMade(String madeId, Map<String, JsonNode> madeAttributes) {
        return withState(new ResourceState(
                madeId, properties, madeAttributes, dependsOn, metadata, deletionPolicy, updateReplacePolicy));
    }
}
