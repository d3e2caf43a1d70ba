package io.millrace.core.resource.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the caller of an operation asks for beside the template.
///
/// @param tags of the stack, passed on to its resources
/// @param capabilities such as `CAPABILITY_IAM`
/// @param notificationArns kept only
/// @param roleArn kept only
/// @param disableRollback leave what a failed operation has made
/// @param deleteOnFailure delete a stack whose creation failed
/// @param timeoutMinutes for a creation
/// @param clientRequestToken shown with each event
public record StackOptions(
        Map<String, String> tags,
        List<String> capabilities,
        List<String> notificationArns,
        Optional<String> roleArn,
        boolean disableRollback,
        boolean deleteOnFailure,
        Optional<Integer> timeoutMinutes,
        Optional<String> clientRequestToken) {
    public static final StackOptions NONE = new StackOptions(
            Map.of(), List.of(), List.of(), Optional.empty(), false, false, Optional.empty(), Optional.empty());

    public StackOptions {
        tags = Map.copyOf(tags);
        capabilities = List.copyOf(capabilities);
        notificationArns = List.copyOf(notificationArns);
    }
}
