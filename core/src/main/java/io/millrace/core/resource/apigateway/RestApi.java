package io.millrace.core.resource.apigateway;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.util.Map;

/// A REST API as it is being edited: everything that a deployment takes a snapshot of. One value, so that a change of
/// any part of it is atomic, and an import replaces all of it at once.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html>
///
/// @param region where it was made
/// @param apiId 10 characters of `a-z0-9`
/// @param settings what is said of it as a whole
/// @param rootResourceId the resource of path `/`
/// @param resources by id
/// @param models by name
/// @param validators by id
/// @param authorizers by id
/// @param gatewayResponses those that were redefined, by type
public record RestApi(
        String region,
        String apiId,
        ApiSettings settings,
        String rootResourceId,
        Map<String, ApiResource> resources,
        Map<String, ApiModel> models,
        Map<String, RequestValidator> validators,
        Map<String, Authorizer> authorizers,
        Map<GatewayResponseType, GatewayResponse> gatewayResponses)
        implements Resource {
    public static final String TYPE = "AWS::ApiGateway::RestApi";

    public RestApi {
        resources = Map.copyOf(resources);
        models = Map.copyOf(models);
        validators = Map.copyOf(validators);
        authorizers = Map.copyOf(authorizers);
        gatewayResponses = Map.copyOf(gatewayResponses);
    }

    public static ResourceId id(String region, String apiId) {
        return new ResourceId(TYPE, region, apiId);
    }

    @Override
    public ResourceId id() {
        return id(region, apiId);
    }
}
