package io.millrace.core.resource.apigateway;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.time.Instant;
import java.util.Optional;

/// A REST API as it was at one moment. What is edited later does not show in it.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Deployment.html>
///
/// @param deploymentId 6 characters of `a-z0-9`
/// @param description kept only
/// @param created when
/// @param snapshot the API then
public record Deployment(String deploymentId, Optional<String> description, Instant created, RestApi snapshot)
        implements Resource {
    public static final String TYPE = "AWS::ApiGateway::Deployment";

    public static ResourceId id(String region, String apiId, String deploymentId) {
        return new ResourceId(TYPE, region, apiId + "/" + deploymentId);
    }

    @Override
    public ResourceId id() {
        return id(snapshot.region(), snapshot.apiId(), deploymentId);
    }
}
