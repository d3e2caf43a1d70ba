package io.millrace.core.template;

import java.util.Optional;

/// An output with its value.
///
/// @param description empty when there is none
/// @param exportName under which other stacks may import it
public record OutputValue(String key, String value, String description, Optional<String> exportName) {}
