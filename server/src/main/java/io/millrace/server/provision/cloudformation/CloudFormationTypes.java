package io.millrace.server.provision.cloudformation;

import io.millrace.core.stack.Stacks;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The types of CloudFormation itself: nested stacks, waits, custom resources, and what the CDK notes down.
public final class CloudFormationTypes {
    private CloudFormationTypes() {}

    /// @param stacks asked when a nested stack is made: they exist only after all types do
    /// @param templates gives the text of a nested stack's TemplateURL
    /// @param ids of requests to custom resources
    public static List<ResourceType> all(
            InnerApi api,
            Supplier<Stacks> stacks,
            UnaryOperator<String> templates,
            StackResponses responses,
            Supplier<UUID> ids) {
        return List.of(
                new NestedStackType(stacks, templates),
                new WaitConditionHandleType(responses),
                new WaitConditionType(responses),
                new CustomResourceType("AWS::CloudFormation::CustomResource", api, responses, ids),
                new CustomResourceType("Custom::*", api, responses, ids),
                new CdkMetadataType());
    }
}
