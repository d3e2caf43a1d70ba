package io.millrace.core.stack;

import io.millrace.core.resource.cloudformation.StackOptions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a stack shall become.
///
/// @param region where
/// @param stack its name, or for a change of one that is there also its ARN; for a nested stack that is to be made the
/// ARN that it shall have
/// @param template as written, JSON or YAML; empty to take the one that the stack has
/// @param parameters values by name
/// @param previousParameters names of those that keep the value they have
/// @param options beside
/// @param parentId ARN of the stack that it is nested in
/// @param isReviewed whether it comes by a change set, whose owner has seen what transforms made of the template
public record StackRequest(
        String region,
        String stack,
        Optional<String> template,
        Map<String, String> parameters,
        Set<String> previousParameters,
        StackOptions options,
        Optional<String> parentId,
        boolean isReviewed) {
    public StackRequest {
        parameters = Map.copyOf(parameters);
        previousParameters = Set.copyOf(previousParameters);
    }

    /// Of a stack that is not nested.
    public StackRequest(
            String region,
            String stack,
            Optional<String> template,
            Map<String, String> parameters,
            Set<String> previousParameters,
            StackOptions options) {
        this(region, stack, template, parameters, previousParameters, options, Optional.empty(), false);
    }

    /// Nested in another stack.
    public StackRequest nestedIn(String parent) {
        return new StackRequest(
                region, stack, template, parameters, previousParameters, options, Optional.of(parent), isReviewed);
    }

    StackRequest reviewed() {
        return new StackRequest(region, stack, template, parameters, previousParameters, options, parentId, true);
    }
}
