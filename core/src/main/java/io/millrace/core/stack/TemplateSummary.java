package io.millrace.core.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a template says of itself, before anything is made of it.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html>
///
/// @param description empty when there is none
/// @param parameters in the template's order
/// @param resourceTypes each once, in the template's order
/// @param resourceIdentifiers logical ids by type
/// @param capabilities that must be acknowledged
/// @param capabilitiesReason why; empty when none must be
/// @param transforms that it declares
/// @param metadata JSON; empty when there is none
/// @param version `2010-09-09`, empty when it is not said
public record TemplateSummary(
        String description,
        List<Parameter> parameters,
        List<String> resourceTypes,
        Map<String, List<String>> resourceIdentifiers,
        List<String> capabilities,
        String capabilitiesReason,
        List<String> transforms,
        String metadata,
        String version) {
    /// A parameter as declared.
    public record Parameter(
            String name,
            String type,
            Optional<String> defaultValue,
            boolean noEcho,
            String description,
            List<String> allowedValues) {}
}
