package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.VpcLink;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.List;

/// Ways into private networks at AWS: kept only.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateVpcLink.html>
final class VpcLinkOperations {
    private static final String ONE = "/vpclinks/{vpclink_id}";
    private static final PatchPaths PATHS = PatchPaths.of("""
            /name replace TEXT
            /description replace,add,remove TEXT""");

    private final ApiGatewayPorts ports;
    private final Apis apis;

    VpcLinkOperations(ApiGatewayPorts ports, Apis apis) {
        this.ports = ports;
        this.apis = apis;
    }

    List<Route> routes() {
        return List.of(
                route("POST", "/vpclinks", this::create),
                route("GET", "/vpclinks", this::list),
                route("GET", ONE, this::get),
                route("PATCH", ONE, this::update),
                route("DELETE", ONE, this::delete));
    }

    private RestAnswer create(RestCall call) {
        call.allowParameters();
        VpcLink link = VpcLink.parse(
                call.region(),
                Input.with(call, JsonNodeFactory.instance.objectNode().put("id", ports.partId(call))));
        ports.catalog().apply(() -> {
            Refusal.requireRoom(apis.ofRegion(call, VpcLink.class).size(), Limit.API_GATEWAY_VPC_LINKS);
            Refusal.requireFree(ports.catalog().find(VpcLink.class, link.id()).isPresent(), link.linkId());
            return Changes.put(link);
        });
        return RestAnswer.json(202, link.json());
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit");
        return Page.answer(
                call, new Page.Listing<>(apis.ofRegion(call, VpcLink.class), VpcLink::linkId, VpcLink::json));
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(find(call).json());
    }

    private RestAnswer update(RestCall call) {
        ports.catalog()
                .apply(() -> Changes.put(VpcLink.parse(
                        call.region(), Patch.applied(call, PATHS, find(call).members()))));
        return RestAnswer.json(find(call).json());
    }

    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        ports.catalog().apply(() -> Changes.remove(List.of(find(call).id())));
        return RestAnswer.empty(202);
    }

    private VpcLink find(RestCall call) {
        return ports.catalog()
                .find(VpcLink.class, VpcLink.id(call.region(), call.label("vpclink_id")))
                .orElseThrow(() -> Refusal.notFound("Invalid VPC Link identifier specified"));
    }
}
