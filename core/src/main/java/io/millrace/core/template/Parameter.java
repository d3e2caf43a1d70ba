package io.millrace.core.template;

import java.util.List;
import java.util.Optional;

/// A parameter as a template declares it.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html>
public record Parameter(
        String name,
        String type,
        Optional<String> defaultValue,
        boolean noEcho,
        String description,
        List<String> allowedValues,
        Optional<String> allowedPattern,
        Optional<String> constraintDescription,
        Optional<Integer> minLength,
        Optional<Integer> maxLength,
        Optional<String> minValue,
        Optional<String> maxValue) {
    public Parameter {
        allowedValues = List.copyOf(allowedValues);
    }
}
