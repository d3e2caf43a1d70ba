package io.millrace.core.resource.cloudformation;

/// What a stack tells whoever made it.
///
/// @param key its name in the template
/// @param value resolved
/// @param description empty when there is none
/// @param exportName the name under which other stacks import it; empty when it is not exported
public record StackOutput(String key, String value, String description, String exportName) {}
