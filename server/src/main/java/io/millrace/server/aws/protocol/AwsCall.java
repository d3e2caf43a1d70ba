package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.resource.Fields;

/// One call of an operation of an AWS service, decoded as far as all services have it in common.
///
/// @param region what the request's credential scope names, [Arn#DEFAULT_REGION] when it is not signed
/// @param input the request's members
public record AwsCall(String region, JsonNode input) {
    /// The members, read strictly.
    public Fields fields() {
        return Fields.of(input, "");
    }
}
