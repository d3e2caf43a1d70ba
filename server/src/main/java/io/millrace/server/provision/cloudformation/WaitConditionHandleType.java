package io.millrace.server.provision.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;

/// `AWS::CloudFormation::WaitConditionHandle`: an address that takes signals. `Ref` gives it.
///
/// Source:
/// AWS CloudFormation template reference, page `aws-resource-cloudformation-waitconditionhandle`
final class WaitConditionHandleType implements ResourceType {
    static final String NAME = "AWS::CloudFormation::WaitConditionHandle";
    private static final PropertySchema SCHEMA = PropertySchema.of("");
    private static final int TOKEN_CHARS = 32;

    private final StackResponses responses;

    WaitConditionHandleType(StackResponses responses) {
        this.responses = responses;
    }

    @Override
    public String name() {
        return NAME;
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
        return responses.url(naming.hex(TOKEN_CHARS));
    }

    @Override
    public Made create(ResourceCall call) {
        StackResponses.token(call.physicalId()).ifPresent(responses::box);
        return Made.of(call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) {
        StackResponses.token(call.physicalId()).ifPresent(responses::forget);
    }
}
