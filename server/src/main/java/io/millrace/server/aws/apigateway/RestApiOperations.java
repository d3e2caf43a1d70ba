package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.apigateway.ApiModel;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.Deployment;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Making, describing, changing and deleting APIs as a whole.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html>
final class RestApiOperations {
    private static final PatchPaths PATHS = PatchPaths.of("""
            /name replace TEXT
            /description replace,add,remove TEXT
            /version replace,add,remove TEXT
            /binaryMediaTypes/{} add,remove,replace ELEMENT
            /minimumCompressionSize replace,add,remove WHOLE
            /apiKeySource replace TEXT
            /policy replace,add,remove TEXT
            /disableExecuteApiEndpoint replace FLAG
            /endpointConfiguration/types/{} replace ELEMENT
            /endpointConfiguration/ipAddressType replace TEXT
            /endpointConfiguration/vpcEndpointIds add,remove ITEM
            /endpointConfiguration/vpcEndpointIds/{} add,remove ELEMENT
            /securityPolicy replace TEXT
            /endpointAccessMode replace TEXT""");

    private final ApiGatewayPorts ports;
    private final Apis apis;
    private final ImportOperations imports;

    RestApiOperations(ApiGatewayPorts ports, Apis apis, ImportOperations imports) {
        this.ports = ports;
        this.apis = apis;
        this.imports = imports;
    }

    List<Route> routes() {
        Limit document = Limit.API_GATEWAY_DOCUMENT_BYTES;
        return List.of(
                route("POST", "/restapis", document, this::create),
                route("GET", "/restapis", this::list),
                route("GET", "/restapis/{restapi_id}", this::get),
                route("PUT", "/restapis/{restapi_id}", document, imports::put),
                route("PATCH", "/restapis/{restapi_id}", this::update),
                route("DELETE", "/restapis/{restapi_id}", this::delete));
    }

    private RestAnswer create(RestCall call) {
        if (call.parameter("mode").isPresent()) {
            return imports.create(call);
        }
        call.allowParameters();
        Fields fields = Input.with(call, created());
        Optional<String> cloneFrom = fields.string("cloneFrom");
        ApiSettings settings = ApiSettings.parse(fields);
        String apiId = ports.apiId(call);
        RestApi api = cloneFrom
                .map(source -> copy(apis.find(call.region(), source), apiId, settings))
                .orElseGet(() -> RestApi.empty(call.region(), apiId, settings, ports.newApiId())
                        .withModels(ApiModel.defaults(ports::newPartId)));
        add(call, api);
        return RestAnswer.json(201, api.json());
    }

    private ObjectNode created() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("createdDate", ports.now().getEpochSecond());
    }

    private static RestApi copy(RestApi source, String apiId, ApiSettings settings) {
        return new RestApi(
                source.region(),
                apiId,
                settings,
                source.rootResourceId(),
                source.resources(),
                source.models(),
                source.validators(),
                source.authorizers(),
                source.gatewayResponses());
    }

    void add(RestCall call, RestApi api) {
        ports.catalog().apply(() -> {
            Refusal.requireRoom(apis.ofRegion(call, RestApi.class).size(), Limit.API_GATEWAY_APIS);
            Refusal.requireFree(ports.catalog().find(RestApi.class, api.id()).isPresent(), api.apiId());
            return Changes.put(api);
        });
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit");
        return Page.answer(call, new Page.Listing<>(apis.ofRegion(call, RestApi.class), RestApi::apiId, RestApi::json));
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(apis.find(call).json());
    }

    private RestAnswer update(RestCall call) {
        return RestAnswer.json(apis.change(
                        call,
                        api -> api.with(ApiSettings.parse(
                                Patch.applied(call, PATHS, api.settings().json()))))
                .json());
    }

    /// With its deployments and stages, and the places of these in usage plans.
    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        ports.catalog().apply(() -> {
            RestApi api = apis.find(call);
            List<ResourceId> gone = new ArrayList<>(List.of(api.id()));
            apis.ofRegion(call, Deployment.class).stream()
                    .filter(deployment -> deployment.snapshot().apiId().equals(api.apiId()))
                    .forEach(deployment -> gone.add(deployment.id()));
            apis.ofRegion(call, Stage.class).stream()
                    .filter(stage -> stage.apiId().equals(api.apiId()))
                    .forEach(stage -> gone.add(stage.id()));
            List<Resource> changed = new ArrayList<>();
            for (UsagePlan plan : apis.ofRegion(call, UsagePlan.class)) {
                List<UsagePlan.PlanStage> left = plan.stages().stream()
                        .filter(stage -> !stage.apiId().equals(api.apiId()))
                        .toList();
                if (left.size() < plan.stages().size()) {
                    changed.add(plan.withStages(left));
                }
            }
            return new Changes(changed, gone);
        });
        return RestAnswer.empty(202);
    }
}
