package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.MethodResponse;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.List;
import java.util.Optional;

/// Methods and what they may answer.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html>
final class MethodOperations {
    static final String METHOD = "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}";
    private static final String RESPONSE = METHOD + "/responses/{status_code}";
    private static final PatchPaths PATHS = PatchPaths.of("""
            /authorizationType replace TEXT
            /authorizerId replace,add,remove TEXT
            /authorizationScopes add,remove ITEM
            /apiKeyRequired replace FLAG
            /operationName replace,add,remove TEXT
            /requestValidatorId replace,add,remove TEXT
            /requestParameters/{} add,replace,remove FLAG
            /requestModels/{} add,replace,remove TEXT""");
    private static final PatchPaths RESPONSE_PATHS = PatchPaths.of("""
            /responseParameters/{} add,replace,remove FLAG
            /responseModels/{} add,replace,remove TEXT""");

    private final Apis apis;

    MethodOperations(Apis apis) {
        this.apis = apis;
    }

    List<Route> routes() {
        return List.of(
                route("PUT", METHOD, this::put),
                route("GET", METHOD, this::get),
                route("PATCH", METHOD, this::update),
                route("DELETE", METHOD, this::delete),
                route("PUT", RESPONSE, this::putResponse),
                route("GET", RESPONSE, this::getResponse),
                route("PATCH", RESPONSE, this::updateResponse),
                route("DELETE", RESPONSE, this::deleteResponse));
    }

    private RestAnswer put(RestCall call) {
        call.allowParameters();
        ObjectNode ours = JsonNodeFactory.instance.objectNode();
        ours.putObject("methodResponses");
        ours.putNull("methodIntegration");
        Fields given = Input.with(call, ours);
        given.node().put("httpMethod", call.label("http_method"));
        ApiMethod method = ApiMethod.parse(given);
        apis.change(call, api -> {
            if (Apis.resource(api, call).methods().containsKey(method.httpMethod())) {
                throw Refusal.conflict("Method already exists for this resource");
            }
            References.require(api, method);
            return Apis.with(api, call, method);
        });
        return RestAnswer.json(201, method.json());
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(Apis.method(apis.find(call), call).json());
    }

    private RestAnswer update(RestCall call) {
        RestApi api = apis.change(call, before -> {
            ApiMethod changed = ApiMethod.parse(
                    Patch.applied(call, PATHS, Apis.method(before, call).json()));
            References.require(before, changed);
            return Apis.with(before, call, changed);
        });
        return RestAnswer.json(Apis.method(api, call).json());
    }

    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        apis.change(call, api -> {
            ApiMethod method = Apis.method(api, call);
            ApiResource resource = Apis.resource(api, call);
            return Apis.with(api, resource.withMethods(Apis.minus(resource.methods(), method.httpMethod())));
        });
        return RestAnswer.empty(204);
    }

    private RestAnswer putResponse(RestCall call) {
        call.allowParameters();
        MethodResponse response = MethodResponse.parse(Input.named(call, "statusCode", call.label("status_code")));
        apis.change(call, api -> {
            ApiMethod method = Apis.method(api, call);
            if (method.responses().containsKey(response.statusCode())) {
                throw Refusal.conflict("Response already exists for this resource");
            }
            References.requireModels(api, response.models().values());
            return withResponse(api, call, response);
        });
        return RestAnswer.json(201, response.json());
    }

    private RestAnswer getResponse(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(response(apis.find(call), call).json());
    }

    private RestAnswer updateResponse(RestCall call) {
        RestApi api = apis.change(call, before -> {
            MethodResponse changed = MethodResponse.parse(
                    Patch.applied(call, RESPONSE_PATHS, response(before, call).json()));
            References.requireModels(before, changed.models().values());
            return withResponse(before, call, changed);
        });
        return RestAnswer.json(201, response(api, call).json());
    }

    private RestAnswer deleteResponse(RestCall call) {
        call.allowParameters();
        apis.change(call, api -> {
            MethodResponse response = response(api, call);
            ApiMethod method = Apis.method(api, call);
            return Apis.with(api, call, method.withResponses(Apis.minus(method.responses(), response.statusCode())));
        });
        return RestAnswer.empty(204);
    }

    private static RestApi withResponse(RestApi api, RestCall call, MethodResponse response) {
        ApiMethod method = Apis.method(api, call);
        return Apis.with(
                api, call, method.withResponses(Apis.plus(method.responses(), response.statusCode(), response)));
    }

    private static MethodResponse response(RestApi api, RestCall call) {
        return Optional.ofNullable(Apis.method(api, call).responses().get(call.label("status_code")))
                .orElseThrow(() -> Refusal.notFound("Invalid Response status code specified"));
    }
}
