package io.millrace.core.resource.cloudformation;

import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// An operation on a stack that was thought through and not done yet.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html>
///
/// @param region of the stack
/// @param name unique among those of the stack
/// @param unique the UUID at the end of its ARN
/// @param stackUnique the UUID of the stack
/// @param changeType `CREATE`, `UPDATE`
/// @param description empty when there is none
/// @param status `CREATE_COMPLETE`, `FAILED`, …
/// @param statusReason why; for one without changes `The submitted information didn't contain changes. …`
/// @param executionStatus `AVAILABLE`, `UNAVAILABLE`, `EXECUTE_IN_PROGRESS`, `EXECUTE_COMPLETE`, `EXECUTE_FAILED`,
/// `OBSOLETE`
/// @param parameters that it would be done with
/// @param options that it would be done with
/// @param changes in order of logical ids
/// @param created when
public record ChangeSet(
        String region,
        String name,
        String unique,
        String stackUnique,
        String changeType,
        String description,
        String status,
        String statusReason,
        String executionStatus,
        Map<String, String> parameters,
        StackOptions options,
        List<ResourceChange> changes,
        Instant created)
        implements Resource {
    public static final String TYPE = "Millrace::CloudFormation::ChangeSet";

    /// How change sets are kept.
    public static final ResourceKind<ChangeSet> KIND = new ChangeSetKind();

    public ChangeSet {
        parameters = Map.copyOf(parameters);
        changes = List.copyOf(changes);
    }

    @Override
    public ResourceId id() {
        return new ResourceId(TYPE, region, unique);
    }

    public ChangeSet withExecution(String changed) {
        return new ChangeSet(
                region,
                name,
                unique,
                stackUnique,
                changeType,
                description,
                status,
                statusReason,
                changed,
                parameters,
                options,
                changes,
                created);
    }

    /// `arn:aws:cloudformation:us-east-1:000000000000:changeSet/NAME/UUID`.
    public String changeSetId() {
        return Arn.of("cloudformation", region, "changeSet/" + name + "/" + unique);
    }
}
