package io.millrace.server.aws.apigateway;

import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.Integration;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.aws.protocol.RestCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Finds the API that a call is about and its parts, and changes it as one.
final class Apis {
    private final ApiGatewayPorts ports;

    Apis(ApiGatewayPorts ports) {
        this.ports = ports;
    }

    /// A call reaches the APIs of its own region only.
    RestApi find(RestCall call) {
        return find(call.region(), call.label("restapi_id"));
    }

    RestApi find(String region, String apiId) {
        return ports.catalog().find(RestApi.class, RestApi.id(region, apiId)).orElseThrow(() -> Refusal.noApi(apiId));
    }

    /// Replaces the API by what the change makes of it; no other change comes between.
    RestApi change(RestCall call, UnaryOperator<RestApi> change) {
        ports.catalog().apply(() -> Changes.put(change.apply(find(call))));
        return find(call);
    }

    <R extends Resource> List<R> ofRegion(RestCall call, Class<R> kind) {
        return ports.catalog().list(kind).stream()
                .filter(resource -> resource.id().region().equals(call.region()))
                .toList();
    }

    static ApiResource resource(RestApi api, RestCall call) {
        return resource(api, call.label("resource_id"));
    }

    static ApiResource resource(RestApi api, String id) {
        return Optional.ofNullable(api.resources().get(id))
                .orElseThrow(() -> Refusal.notFound("Invalid Resource identifier specified"));
    }

    static ApiMethod method(RestApi api, RestCall call) {
        return Optional.ofNullable(resource(api, call).methods().get(call.label("http_method")))
                .orElseThrow(() -> Refusal.notFound("Invalid Method identifier specified"));
    }

    static Integration integration(RestApi api, RestCall call) {
        return method(api, call)
                .integration()
                .orElseThrow(() -> Refusal.notFound("Invalid Integration identifier specified"));
    }

    static RestApi with(RestApi api, ApiResource resource) {
        return api.withResources(plus(api.resources(), resource.resourceId(), resource));
    }

    /// The API with a method of a resource put or replaced.
    static RestApi with(RestApi api, RestCall call, ApiMethod method) {
        ApiResource resource = resource(api, call);
        return with(api, resource.withMethods(plus(resource.methods(), method.httpMethod(), method)));
    }

    static <K, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
        Map<K, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    static <K, V> Map<K, V> minus(Map<K, V> map, K key) {
        Map<K, V> fewer = new HashMap<>(map);
        fewer.remove(key);
        return fewer;
    }

    static void requireRoom(Map<?, ?> present, Limit limit) {
        Refusal.requireRoom(present.size(), limit);
    }
}
