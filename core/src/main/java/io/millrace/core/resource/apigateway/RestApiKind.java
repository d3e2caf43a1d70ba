package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// How REST APIs are kept: each part as it is answered.
final class RestApiKind extends GatewayKind<RestApi> {
    private static final String ROOT = "rootResourceId";
    private static final String SETTINGS = "settings";

    RestApiKind() {
        super(RestApi.TYPE, RestApi.class);
    }

    @Override
    ObjectNode members(RestApi api) {
        return new JsonMembers()
                .text(ROOT, api.rootResourceId())
                .any(SETTINGS, api.settings().json())
                .nodes("resources", each(api.resources().values(), ApiResource::json))
                .nodes("models", each(api.models().values(), ApiModel::json))
                .nodes("validators", each(api.validators().values(), RequestValidator::json))
                .nodes("authorizers", each(api.authorizers().values(), Authorizer::json))
                .nodes("gatewayResponses", each(api.gatewayResponses().values(), GatewayResponse::json))
                .node();
    }

    private static <T> List<ObjectNode> each(Collection<T> values, Function<T, ObjectNode> json) {
        return values.stream().map(json).toList();
    }

    @Override
    RestApi parse(Place place, Fields fields) {
        return new RestApi(
                place.region(),
                place.name(),
                ApiSettings.parse(fields.requiredObject(SETTINGS)),
                fields.requiredString(ROOT),
                byKey(fields.objects("resources"), ApiResource::parse, ApiResource::resourceId),
                byKey(fields.objects("models"), ApiModel::parse, ApiModel::name),
                byKey(fields.objects("validators"), RequestValidator::parse, RequestValidator::validatorId),
                byKey(fields.objects("authorizers"), Authorizer::parse, Authorizer::authorizerId),
                byKey(fields.objects("gatewayResponses"), GatewayResponse::parse, GatewayResponse::type));
    }

    private static <K, T> Map<K, T> byKey(List<Fields> kept, Function<Fields, T> parse, Function<T, K> key) {
        Map<K, T> values = new LinkedHashMap<>();
        for (Fields fields : kept) {
            T value = parse.apply(fields);
            values.put(key.apply(value), value);
        }
        return values;
    }
}
