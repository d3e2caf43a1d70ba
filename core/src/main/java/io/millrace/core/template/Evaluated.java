package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;

/// A part of a template with its functions resolved.
///
/// @param value with each function that hangs on what is not known yet as it is written; a missing node when it is
///     `AWS::NoValue`
/// @param isResolved whether there is no such function
public record Evaluated(JsonNode value, boolean isResolved) {}
