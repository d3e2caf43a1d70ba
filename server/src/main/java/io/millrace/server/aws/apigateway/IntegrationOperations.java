package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.Integration;
import io.millrace.core.resource.apigateway.Integration.IntegrationResponse;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands behind methods.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html>
final class IntegrationOperations {
    private static final String PATH = MethodOperations.METHOD + "/integration";
    private static final String RESPONSE = PATH + "/responses/{status_code}";
    private static final PatchPaths PATHS = PatchPaths.of("""
            /httpMethod replace,add,remove TEXT
            /uri replace TEXT
            /type replace TEXT
            /credentials replace,add,remove TEXT
            /connectionType replace TEXT
            /connectionId replace,add,remove TEXT
            /passthroughBehavior replace TEXT
            /contentHandling replace,add,remove TEXT
            /timeoutInMillis replace,add,remove WHOLE
            /cacheNamespace replace,add,remove TEXT
            /cacheKeyParameters/{} add,replace,remove ELEMENT
            /cacheKeyParameters add,remove ITEM
            /requestParameters/{} add,replace,remove TEXT
            /requestTemplates/{} add,replace,remove TEXT
            /tlsConfig/insecureSkipVerification add,replace,remove FLAG
            /responseTransferMode replace TEXT""");
    private static final PatchPaths RESPONSE_PATHS = PatchPaths.of("""
            /selectionPattern replace,add,remove TEXT
            /contentHandling replace,add,remove TEXT
            /responseParameters/{} add,replace,remove TEXT
            /responseTemplates/{} add,replace,remove TEXT""");

    private final Apis apis;

    IntegrationOperations(Apis apis) {
        this.apis = apis;
    }

    List<Route> routes() {
        return List.of(
                route("PUT", PATH, this::put),
                route("GET", PATH, this::get),
                route("PATCH", PATH, this::update),
                route("DELETE", PATH, this::delete),
                route("PUT", RESPONSE, this::putResponse),
                route("GET", RESPONSE, this::getResponse),
                route("PATCH", RESPONSE, this::updateResponse),
                route("DELETE", RESPONSE, this::deleteResponse));
    }

    /// In place of the one that is there; its responses stay, as at AWS.
    private RestAnswer put(RestCall call) {
        call.allowParameters();
        ObjectNode ours = JsonNodeFactory.instance.objectNode();
        ours.putObject("integrationResponses");
        Fields fields = Input.with(call, ours);
        if (!fields.has("cacheNamespace")) {
            fields.node().put("cacheNamespace", call.label("resource_id"));
        }
        Integration integration = Integration.parse(fields);
        RestApi api = apis.change(call, before -> {
            ApiMethod method = Apis.method(before, call);
            Map<String, IntegrationResponse> responses =
                    method.integration().map(Integration::responses).orElse(Map.of());
            return Apis.with(before, call, method.withIntegration(Optional.of(integration.withResponses(responses))));
        });
        return RestAnswer.json(201, Apis.integration(api, call).json());
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(Apis.integration(apis.find(call), call).json());
    }

    private RestAnswer update(RestCall call) {
        RestApi api = apis.change(call, before -> {
            ObjectNode members = Apis.integration(before, call).json();
            Integration changed = Integration.parse(Patch.applied(call, PATHS, members));
            return Apis.with(before, call, Apis.method(before, call).withIntegration(Optional.of(changed)));
        });
        return RestAnswer.json(Apis.integration(api, call).json());
    }

    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        apis.change(call, api -> {
            Apis.integration(api, call);
            return Apis.with(api, call, Apis.method(api, call).withIntegration(Optional.empty()));
        });
        return RestAnswer.empty(204);
    }

    private RestAnswer putResponse(RestCall call) {
        call.allowParameters();
        IntegrationResponse response =
                IntegrationResponse.parse(Input.named(call, "statusCode", call.label("status_code")));
        apis.change(call, api -> withResponse(api, call, response));
        return RestAnswer.json(201, response.json());
    }

    private RestAnswer getResponse(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(response(apis.find(call), call).json());
    }

    private RestAnswer updateResponse(RestCall call) {
        RestApi api = apis.change(call, before -> {
            ObjectNode members = response(before, call).json();
            return withResponse(before, call, IntegrationResponse.parse(Patch.applied(call, RESPONSE_PATHS, members)));
        });
        return RestAnswer.json(response(api, call).json());
    }

    private RestAnswer deleteResponse(RestCall call) {
        call.allowParameters();
        apis.change(call, api -> {
            IntegrationResponse response = response(api, call);
            Integration integration = Apis.integration(api, call);
            Integration without = integration.withResponses(Apis.minus(integration.responses(), response.statusCode()));
            return Apis.with(api, call, Apis.method(api, call).withIntegration(Optional.of(without)));
        });
        return RestAnswer.empty(204);
    }

    /// What it maps must be among what the method says that it answers.
    private static RestApi withResponse(RestApi api, RestCall call, IntegrationResponse response) {
        ApiMethod method = Apis.method(api, call);
        Integration integration = Apis.integration(api, call);
        ApiMethod.MethodResponse answered = Optional.ofNullable(
                        method.responses().get(response.statusCode()))
                .orElseThrow(() -> Refusal.notFound("Invalid Response status code specified"));
        response.parameters().keySet().stream()
                .filter(name -> !answered.parameters().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.bad("Invalid mapping expression specified: Validation Result: warnings : [], errors :"
                            + " [Invalid mapping expression parameter specified: " + name + "]");
                });
        Integration with =
                integration.withResponses(Apis.plus(integration.responses(), response.statusCode(), response));
        return Apis.with(api, call, method.withIntegration(Optional.of(with)));
    }

    private static IntegrationResponse response(RestApi api, RestCall call) {
        return Optional.ofNullable(Apis.integration(api, call).responses().get(call.label("status_code")))
                .orElseThrow(() -> Refusal.notFound("Invalid Response status code specified"));
    }
}
