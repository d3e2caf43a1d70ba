package io.millrace.core.resource.cloudformation;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;

/// A template of a stack or a change set, kept apart from it because it is large and seldom changes.
///
/// @param region of its owner
/// @param owner the UUID of the stack or change set
/// @param slot which of the owner's templates
/// @param original as it was given
/// @param processed after transforms; equal to the original when there are none
public record StackTemplate(String region, String owner, Slot slot, String original, String processed)
        implements Resource {
    public static final String TYPE = "Millrace::CloudFormation::StackTemplate";

    /// How templates are kept.
    public static final ResourceKind<StackTemplate> KIND = new StackTemplateKind();

    /// Which of the owner's templates.
    public enum Slot {
        PRESENT,
        /// What an update that is under way goes back to.
        PREVIOUS
    }

    public static ResourceId id(String region, String owner, Slot slot) {
        return new ResourceId(TYPE, region, owner + "/" + slot);
    }

    @Override
    public ResourceId id() {
        return id(region, owner, slot);
    }

    public StackTemplate as(String other, Slot otherSlot) {
        return new StackTemplate(region, other, otherSlot, original, processed);
    }
}
