package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import io.millrace.core.catalog.Changes;
import io.millrace.core.resource.apigateway.GatewayAccount;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.List;
import java.util.Optional;

/// What is said of API Gateway in a region as a whole.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html>
final class AccountOperations {
    private static final PatchPaths PATHS = PatchPaths.of("/cloudwatchRoleArn replace,add,remove TEXT");

    private final ApiGatewayPorts ports;

    AccountOperations(ApiGatewayPorts ports) {
        this.ports = ports;
    }

    List<Route> routes() {
        return List.of(route("GET", "/account", this::get), route("PATCH", "/account", this::update));
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(find(call).json());
    }

    private RestAnswer update(RestCall call) {
        ports.catalog()
                .apply(() -> Changes.put(GatewayAccount.parse(
                        call.region(), Patch.applied(call, PATHS, find(call).members()))));
        return RestAnswer.json(find(call).json());
    }

    private GatewayAccount find(RestCall call) {
        return ports.catalog()
                .find(GatewayAccount.class, GatewayAccount.id(call.region()))
                .orElseGet(() -> new GatewayAccount(call.region(), Optional.empty()));
    }
}
