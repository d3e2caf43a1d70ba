package io.millrace.core.resource.apigateway;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.util.Optional;

/// What is said of API Gateway in a region as a whole.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Account.html>
///
/// @param region which
/// @param cloudwatchRoleArn kept only
public record GatewayAccount(String region, Optional<String> cloudwatchRoleArn) implements Resource {
    public static final String TYPE = "AWS::ApiGateway::Account";

    public static ResourceId id(String region) {
        return new ResourceId(TYPE, region, "account");
    }

    @Override
    public ResourceId id() {
        return id(region);
    }
}
