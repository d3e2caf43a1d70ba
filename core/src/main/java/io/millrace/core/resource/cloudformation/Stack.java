package io.millrace.core.resource.cloudformation;

import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A stack: what was made of one template. Its resources are [StackResource]s of their own, its templates lie beside it
/// as [StackTemplate]s, so that a change of status does not write them again. A stack that was deleted is kept under
/// its
/// ARN for a while.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html>
///
/// @param region where it is
/// @param name unique among those of the region that are not deleted
/// @param unique the UUID at the end of its ARN
/// @param status where it stands
/// @param statusReason why; empty when there is nothing to say
/// @param description of the template
/// @param parameters of its present template, defaults included, as given (NoEcho values too: a door hides them)
/// @param outputs of the last operation that went well, in the template's order
/// @param options of the present operation
/// @param terminationProtection refuses its deletion
/// @param created when
/// @param updated the last time, if ever
/// @param deleted when, if it is
/// @param parentId ARN of the stack that it is nested in
/// @param imports names of what it imports from other stacks, which therefore cannot go
/// @param work the operation under way, or the last one
public record Stack(
        String region,
        String name,
        String unique,
        StackStatus status,
        String statusReason,
        String description,
        Map<String, String> parameters,
        List<StackOutput> outputs,
        StackOptions options,
        boolean terminationProtection,
        Instant created,
        Optional<Instant> updated,
        Optional<Instant> deleted,
        Optional<String> parentId,
        Set<String> imports,
        StackWork work)
        implements Resource {
    public static final String TYPE = "AWS::CloudFormation::Stack";

    /// How stacks are kept.
    public static final ResourceKind<Stack> KIND = new StackKind();

    public Stack {
        parameters = Map.copyOf(parameters);
        outputs = List.copyOf(outputs);
        imports = Set.copyOf(imports);
    }

    public static ResourceId id(String region, String unique) {
        return new ResourceId(TYPE, region, unique);
    }

    @Override
    public ResourceId id() {
        return id(region, unique);
    }

    /// `arn:aws:cloudformation:us-east-1:000000000000:stack/NAME/UUID`.
    public String stackId() {
        return Arn.of("cloudformation", region, "stack/" + name + "/" + unique);
    }

    public Stack withStatus(StackStatus changed, String reason) {
        return new Stack(
                region,
                name,
                unique,
                changed,
                reason,
                description,
                parameters,
                outputs,
                options,
                terminationProtection,
                created,
                updated,
                deleted,
                parentId,
                imports,
                work);
    }

    public Stack withWork(StackWork changed) {
        return new Stack(
                region,
                name,
                unique,
                status,
                statusReason,
                description,
                parameters,
                outputs,
                options,
                terminationProtection,
                created,
                updated,
                deleted,
                parentId,
                imports,
                changed);
    }

    /// With what an operation works by.
    public Stack withPlans(StackPlans changed) {
        return new Stack(
                region,
                name,
                unique,
                status,
                statusReason,
                changed.description(),
                changed.parameters(),
                outputs,
                changed.options(),
                terminationProtection,
                created,
                updated,
                deleted,
                parentId,
                changed.imports(),
                work);
    }

    public StackPlans plans() {
        return new StackPlans(description, parameters, options, imports);
    }

    public Stack withOutputs(List<StackOutput> changed) {
        return new Stack(
                region,
                name,
                unique,
                status,
                statusReason,
                description,
                parameters,
                changed,
                options,
                terminationProtection,
                created,
                updated,
                deleted,
                parentId,
                imports,
                work);
    }

    public Stack withProtection(boolean changed) {
        return new Stack(
                region,
                name,
                unique,
                status,
                statusReason,
                description,
                parameters,
                outputs,
                options,
                changed,
                created,
                updated,
                deleted,
                parentId,
                imports,
                work);
    }

    public Stack withTimes(Optional<Instant> lastUpdated, Optional<Instant> gone) {
        return new Stack(
                region,
                name,
                unique,
                status,
                statusReason,
                description,
                parameters,
                outputs,
                options,
                terminationProtection,
                created,
                lastUpdated,
                gone,
                parentId,
                imports,
                work);
    }
}
