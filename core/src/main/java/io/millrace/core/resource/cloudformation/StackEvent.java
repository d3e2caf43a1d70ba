package io.millrace.core.resource.cloudformation;

import java.time.Instant;
import java.util.Optional;

/// Something that happened to a resource of a stack, or to the stack itself.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html>
///
/// @param eventId unique
/// @param stackId ARN of the stack
/// @param stackName its name
/// @param logicalId the resource's name in the template; the stack's own name for events of the stack
/// @param physicalId empty while there is none
/// @param type `AWS::S3::Bucket`
/// @param status such as `CREATE_IN_PROGRESS`
/// @param reason empty when there is nothing to say
/// @param properties JSON of the resource's properties, empty for the stack; values of NoEcho parameters are `****`
/// @param clientRequestToken of the call that set it off
/// @param time when
public record StackEvent(
        String eventId,
        String stackId,
        String stackName,
        String logicalId,
        String physicalId,
        String type,
        String status,
        String reason,
        String properties,
        Optional<String> clientRequestToken,
        Instant time) {}
