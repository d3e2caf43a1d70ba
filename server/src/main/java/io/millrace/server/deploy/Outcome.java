package io.millrace.server.deploy;

import io.millrace.server.deploy.client.DeployedStack;
import io.millrace.server.deploy.client.ResourceEvent;
import java.util.List;

/// How a deploy, or the deletion of a stack, ended.
public sealed interface Outcome {
    /// The stack is as it shall be.
    ///
    /// @param resources how many were made or changed
    record Done(DeployedStack stack, int resources) implements Outcome {}

    /// It was so before.
    record Unchanged(DeployedStack stack) implements Outcome {}

    /// It is gone.
    record Deleted(int resources) implements Outcome {}

    /// It is not.
    ///
    /// @param status of the stack now
    /// @param failed what failed of itself, first things first; may be empty
    /// @param reason why the stack turned back; may be empty
    record Failed(String status, List<ResourceEvent> failed, String reason) implements Outcome {}
}
