package io.millrace.server.deploy.client;

/// One step of one resource of a stack, or of the stack itself.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html>
///
/// @param id unlike that of any other event
/// @param stackId of the stack
/// @param reason empty when nothing is said of it
public record ResourceEvent(
        String id, String stackId, String logicalId, String physicalId, String type, String status, String reason) {
    static final String STACK = "AWS::CloudFormation::Stack";

    static ResourceEvent of(XmlNode member) {
        return new ResourceEvent(
                member.text("EventId"),
                member.text("StackId"),
                member.text("LogicalResourceId"),
                member.text("PhysicalResourceId"),
                member.text("ResourceType"),
                member.text("ResourceStatus"),
                member.text("ResourceStatusReason"));
    }

    /// Whether it tells of the stack, not of one of its resources.
    public boolean isOfStack() {
        return type.equals(STACK) && physicalId.equals(stackId);
    }

    /// Whether nothing more of it comes by itself.
    public boolean isEnd() {
        return !status.endsWith("_IN_PROGRESS");
    }

    /// Whether it failed of itself, and not because another did.
    public boolean isCause() {
        return status.endsWith("_FAILED") && !isOfStack() && !reason.matches("Resource \\w+ cancelled.*");
    }
}
