package io.millrace.core.stack;

import io.millrace.core.resource.cloudformation.StackOptions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a stack shall become.
///
/// @param region where
/// @param stack its name, or for a change of one that is there also its ARN
/// @param template as written, JSON or YAML; empty to take the one that the stack has
/// @param parameters values by name
/// @param previousParameters names of those that keep the value they have
/// @param options beside
public record StackRequest(
        String region,
        String stack,
        Optional<String> template,
        Map<String, String> parameters,
        Set<String> previousParameters,
        StackOptions options) {
    public StackRequest {
        parameters = Map.copyOf(parameters);
        previousParameters = Set.copyOf(previousParameters);
    }
}
