package io.millrace.core.stack.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// What a type of resource is told for one step.
///
/// @param stack of which the resource is a part
/// @param type as the template names it; of interest to types whose name ends with `*`
/// @param logicalId its name in the template
/// @param physicalId what it is found by
/// @param properties resolved, without anything that is `AWS::NoValue`, as [PropertySchema#coerced] made them; not to
/// be changed
public record ResourceCall(
        StackIdentity stack, String type, String logicalId, String physicalId, ObjectNode properties) {
    public String region() {
        return stack.region();
    }

    /// The stack that a resource is made for.
    ///
    /// @param stackId its ARN
    /// @param region where everything of it is made
    /// @param tags of the stack, which its resources get as well where they can have tags
    public record StackIdentity(String stackId, String name, String region, Map<String, String> tags) {
        public StackIdentity {
            tags = Map.copyOf(tags);
        }
    }

    public ResourceCall withPhysicalId(String other) {
        return new ResourceCall(stack, type, logicalId, other, properties);
    }

    public ResourceCall withProperties(ObjectNode other) {
        return new ResourceCall(stack, type, logicalId, physicalId, other);
    }
}
