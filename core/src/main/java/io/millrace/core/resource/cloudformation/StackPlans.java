package io.millrace.core.resource.cloudformation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a stack is made by, beside its template.
///
/// @param description of the template
/// @param parameters with defaults
/// @param options of the operation
/// @param imports names of what it imports
public record StackPlans(
        String description, Map<String, String> parameters, StackOptions options, Set<String> imports) {
    public StackPlans {
        parameters = Map.copyOf(parameters);
        imports = Set.copyOf(imports);
    }

    public StackPlans withImports(Set<String> changed) {
        return new StackPlans(description, parameters, options, changed);
    }

    /// With the token of another operation, which its events show.
    public StackPlans withToken(Optional<String> token) {
        return new StackPlans(
                description,
                parameters,
                new StackOptions(
                        options.tags(),
                        options.capabilities(),
                        options.notificationArns(),
                        options.roleArn(),
                        options.disableRollback(),
                        options.deleteOnFailure(),
                        options.timeoutMinutes(),
                        token),
                imports);
    }
}
