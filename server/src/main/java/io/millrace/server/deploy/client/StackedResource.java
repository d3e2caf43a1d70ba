package io.millrace.server.deploy.client;

/// A resource of a stack as it is now.
///
/// @param physicalId what it is found by
/// @param status of its last step
public record StackedResource(String logicalId, String physicalId, String type, String status) {
    static StackedResource of(XmlNode member) {
        return new StackedResource(
                member.text("LogicalResourceId"),
                member.text("PhysicalResourceId"),
                member.text("ResourceType"),
                member.text("ResourceStatus"));
    }

    /// Whether it is a stack itself.
    public boolean isStack() {
        return type.equals(ResourceEvent.STACK);
    }

    public boolean isBucket() {
        return type.equals("AWS::S3::Bucket");
    }

    public boolean isThere() {
        return !physicalId.isEmpty() && !status.equals("DELETE_COMPLETE");
    }
}
