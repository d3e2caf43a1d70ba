package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.apigateway.GatewayResponse;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What callers are answered when a request does not come to its integration's answer.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html>
final class GatewayResponseOperations {
    private static final String ALL = "/restapis/{restapi_id}/gatewayresponses";
    private static final String ONE = ALL + "/{response_type}";
    private static final PatchPaths PATHS = PatchPaths.of("""
            /statusCode replace,add,remove TEXT
            /responseParameters/{} add,replace,remove TEXT
            /responseTemplates/{} add,replace,remove TEXT""");

    private final Apis apis;

    GatewayResponseOperations(Apis apis) {
        this.apis = apis;
    }

    List<Route> routes() {
        return List.of(
                route("GET", ALL, this::list),
                route("PUT", ONE, this::put),
                route("GET", ONE, this::get),
                route("PATCH", ONE, this::update),
                route("DELETE", ONE, this::delete));
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit");
        RestApi api = apis.find(call);
        return Page.answer(
                call,
                new Page.Listing<>(
                        List.of(GatewayResponseType.values()), GatewayResponseType::name, type -> json(api, type)));
    }

    private RestAnswer put(RestCall call) {
        call.allowParameters();
        GatewayResponse response = GatewayResponse.parse(
                Input.named(call, "responseType", type(call).name()));
        apis.change(call, api -> with(api, response));
        return RestAnswer.json(201, response.json());
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(json(apis.find(call), type(call)));
    }

    private RestAnswer update(RestCall call) {
        GatewayResponseType type = type(call);
        RestApi api = apis.change(
                call, before -> with(before, GatewayResponse.parse(Patch.applied(call, PATHS, json(before, type)))));
        return RestAnswer.json(json(api, type));
    }

    /// Back to what it is by default.
    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        GatewayResponseType type = type(call);
        apis.change(call, api -> {
            if (!api.gatewayResponses().containsKey(type)) {
                throw Refusal.notFound("Gateway response type not defined on api");
            }
            return api.withGatewayResponses(Apis.minus(api.gatewayResponses(), type));
        });
        return RestAnswer.empty(202);
    }

    private static RestApi with(RestApi api, GatewayResponse response) {
        return api.withGatewayResponses(Apis.plus(api.gatewayResponses(), response.type(), response));
    }

    private static ObjectNode json(RestApi api, GatewayResponseType type) {
        return Optional.ofNullable(api.gatewayResponses().get(type))
                .map(GatewayResponse::json)
                .or(() ->
                        type.fallback().map(api.gatewayResponses()::get).map(fallback -> fallback.inheritedJson(type)))
                .orElseGet(() -> GatewayResponse.defaultJson(type));
    }

    private static GatewayResponseType type(RestCall call) {
        String name = call.label("response_type");
        return Stream.of(GatewayResponseType.values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.bad("Unsupported response type '" + name + "'"));
    }
}
