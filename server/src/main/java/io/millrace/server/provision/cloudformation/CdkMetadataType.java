package io.millrace.server.provision.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;

/// `AWS::CDK::Metadata`: which constructs an app is made of. Kept only; nobody is told.
///
/// Source: <https://docs.aws.amazon.com/cdk/v2/guide/usage-data.html>
final class CdkMetadataType implements ResourceType {
    private static final PropertySchema SCHEMA = PropertySchema.of("Analytics string kept");

    @Override
    public String name() {
        return "AWS::CDK::Metadata";
    }

    @Override
    public PropertySchema schema() {
        return SCHEMA;
    }

    @Override
    public boolean hasAttribute(String attribute) {
        return false;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.hex(32);
    }

    @Override
    public Made create(ResourceCall call) {
        return Made.of(call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return Made.of(call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) {
        // There is nothing but what the stack keeps.
    }
}
