package io.millrace.server.provision.cloudformation;

import io.millrace.core.stack.StackSignals;
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

    /// What these types need of the rest.
    ///
    /// @param api our own services
    /// @param stacks asked when a nested stack is made: they exist only after all types do
    /// @param templates gives the text of a nested stack's TemplateURL
    /// @param responses where functions and signals put what they have to say
    /// @param signals that come by SignalResource
    /// @param ids of requests to custom resources
    public record Ports(
            InnerApi api,
            Supplier<Stacks> stacks,
            UnaryOperator<String> templates,
            StackResponses responses,
            StackSignals signals,
            Supplier<UUID> ids) {}

    public static List<ResourceType> all(Ports ports) {
        return List.of(
                new NestedStackType(ports.stacks(), ports.templates()),
                new WaitConditionHandleType(ports.responses()),
                new WaitConditionType(ports.responses(), ports.signals()),
                custom("AWS::CloudFormation::CustomResource", ports),
                custom("Custom::*", ports),
                new CdkMetadataType());
    }

    private static ResourceType custom(String name, Ports ports) {
        return new CustomResourceType(name, ports.api(), ports.responses(), ports.ids());
    }
}
