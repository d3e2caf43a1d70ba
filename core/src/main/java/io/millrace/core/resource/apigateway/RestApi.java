package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.Map;
import java.util.Optional;

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

    /// An API in which there is nothing yet.
    public static RestApi empty(String region, String apiId, ApiSettings settings, String rootResourceId) {
        return new RestApi(
                region,
                apiId,
                settings,
                rootResourceId,
                Map.of(rootResourceId, new ApiResource(rootResourceId, Optional.empty(), "", Map.of())),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /// As it is answered: what is said of it as a whole.
    public ObjectNode json() {
        return settings.json().put("id", apiId).put("rootResourceId", rootResourceId);
    }

    /// The path of a resource, `/` of the root.
    public String path(ApiResource resource) {
        StringBuilder path = new StringBuilder();
        Optional<ApiResource> at = Optional.of(resource);
        while (at.isPresent() && at.get().parentId().isPresent()) {
            path.insert(0, "/" + at.get().pathPart());
            at = at.get().parentId().map(resources::get);
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    /// The same with one part replaced.
    public RestApi with(ApiSettings others) {
        return new RestApi(
                region, apiId, others, rootResourceId, resources, models, validators, authorizers, gatewayResponses);
    }

    public RestApi withResources(Map<String, ApiResource> others) {
        return new RestApi(
                region, apiId, settings, rootResourceId, others, models, validators, authorizers, gatewayResponses);
    }

    public RestApi withModels(Map<String, ApiModel> others) {
        return new RestApi(
                region, apiId, settings, rootResourceId, resources, others, validators, authorizers, gatewayResponses);
    }

    public RestApi withValidators(Map<String, RequestValidator> others) {
        return new RestApi(
                region, apiId, settings, rootResourceId, resources, models, others, authorizers, gatewayResponses);
    }

    public RestApi withAuthorizers(Map<String, Authorizer> others) {
        return new RestApi(
                region, apiId, settings, rootResourceId, resources, models, validators, others, gatewayResponses);
    }

    public RestApi withGatewayResponses(Map<GatewayResponseType, GatewayResponse> others) {
        return new RestApi(region, apiId, settings, rootResourceId, resources, models, validators, authorizers, others);
    }

    /// How they are kept.
    public static final ResourceKind<RestApi> KIND = new RestApiKind();
}
