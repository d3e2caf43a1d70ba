package io.millrace.core.resource.cloudformation;

import java.util.List;

/// What a change set would do to one resource.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html>
///
/// @param action `Add`, `Modify`, `Remove`
/// @param logicalId its name in the template
/// @param physicalId empty for one that is to be added
/// @param type as the template names it
/// @param replacement `True`, `False`, `Conditional`; empty unless the action is `Modify`
/// @param scope which parts change: `Properties`, `Metadata`, `DeletionPolicy`, `UpdateReplacePolicy`, `Tags`
/// @param details one for each property that changes
public record ResourceChange(
        String action,
        String logicalId,
        String physicalId,
        String type,
        String replacement,
        List<String> scope,
        List<Detail> details) {
    public ResourceChange {
        scope = List.copyOf(scope);
        details = List.copyOf(details);
    }

    /// What changes of a resource.
    ///
    /// @param attribute `Properties`, `Metadata`…
    /// @param name of the property of the first level; empty for another attribute
    /// @param requiresRecreation `Never`, `Conditionally`, `Always`
    /// @param evaluation `Static` when it is known now, `Dynamic` when it hangs on what is yet to be made
    /// @param changeSource `DirectModification`, `ParameterReference`, `ResourceReference`, `ResourceAttribute`
    /// @param causingEntity the parameter or resource behind it; empty for a direct modification
    public record Detail(
            String attribute,
            String name,
            String requiresRecreation,
            String evaluation,
            String changeSource,
            String causingEntity) {}
}
