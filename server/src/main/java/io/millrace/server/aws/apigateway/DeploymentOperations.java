package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.Deployment;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Snapshots of an API, which stages call.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html>
final class DeploymentOperations {
    private static final String ALL = "/restapis/{restapi_id}/deployments";
    private static final String ONE = ALL + "/{deployment_id}";
    private static final PatchPaths PATHS = PatchPaths.of("/description replace,add,remove TEXT");
    private static final List<String> OF_STAGE =
            List.of("cacheClusterEnabled", "cacheClusterSize", "tracingEnabled", "variables");

    private final ApiGatewayPorts ports;
    private final Apis apis;

    DeploymentOperations(ApiGatewayPorts ports, Apis apis) {
        this.ports = ports;
        this.apis = apis;
    }

    List<Route> routes() {
        return List.of(
                route("POST", ALL, this::create),
                route("GET", ALL, this::list),
                route("GET", ONE, this::get),
                route("PATCH", ONE, this::update),
                route("DELETE", ONE, this::delete));
    }

    /// With its stage, when one is named: a new one, or the one that is there goes over to the deployment.
    private RestAnswer create(RestCall call) {
        call.allowParameters();
        String id = ports.partId(call);
        long now = ports.now().getEpochSecond();
        Fields fields = Input.with(
                call, JsonNodeFactory.instance.objectNode().put("id", id).put("createdDate", now));
        fields.notSupported("canarySettings", "a stage calls one deployment");
        ObjectNode stage = JsonNodeFactory.instance.objectNode();
        OF_STAGE.forEach(name -> fields.any(name)
                .filter(value -> !value.isContainerNode() || !value.isEmpty())
                .ifPresent(value -> stage.set(name, value)));
        fields.string("stageDescription")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> stage.put("description", text));
        Optional<String> stageName = fields.string("stageName").filter(name -> !name.isEmpty());
        if (stageName.isEmpty() && !stage.isEmpty()) {
            throw Refusal.bad("Stage name cannot be empty when other members of a stage are given");
        }
        RestApi api = apis.find(call);
        Deployment described = Deployment.parse(api, fields);
        ports.catalog().apply(() -> {
            Deployment deployment = new Deployment(id, described.description(), described.created(), apis.find(call));
            requireDeployable(deployment.snapshot());
            Refusal.requireRoom(deployments(call).size(), Limit.API_GATEWAY_DEPLOYMENTS);
            Refusal.requireFree(
                    ports.catalog().find(Deployment.class, deployment.id()).isPresent(), id);
            List<Resource> put = new ArrayList<>(List.of(deployment));
            stageName.ifPresent(name -> put.add(stage(call, name, id, stage)));
            return new Changes(put, List.of());
        });
        return RestAnswer.json(201, described.json());
    }

    private static void requireDeployable(RestApi api) {
        List<ApiMethod> methods = api.resources().values().stream()
                .flatMap(resource -> resource.methods().values().stream())
                .toList();
        if (methods.isEmpty()) {
            throw Refusal.bad("The REST API doesn't contain any methods");
        }
        if (methods.stream().anyMatch(method -> method.integration().isEmpty())) {
            throw Refusal.bad("No integration defined for method");
        }
    }

    private Stage stage(RestCall call, String name, String deploymentId, ObjectNode given) {
        Optional<Stage> present =
                ports.catalog().find(Stage.class, Stage.id(call.region(), call.label("restapi_id"), name));
        ObjectNode members = present.map(Stage::members).orElseGet(() -> JsonNodeFactory.instance
                .objectNode()
                .put("createdDate", ports.now().getEpochSecond()));
        if (present.isEmpty()) {
            StageOperations.requireRoom(apis, call);
        }
        members.setAll(given);
        members.put("stageName", name)
                .put("deploymentId", deploymentId)
                .put("lastUpdatedDate", ports.now().getEpochSecond());
        return Stage.parse(call.region(), call.label("restapi_id"), Fields.of(members, ""));
    }

    private List<Deployment> deployments(RestCall call) {
        String apiId = apis.find(call).apiId();
        return apis.ofRegion(call, Deployment.class).stream()
                .filter(deployment -> deployment.snapshot().apiId().equals(apiId))
                .toList();
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit");
        return Page.answer(call, new Page.Listing<>(deployments(call), Deployment::deploymentId, Deployment::json));
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters("embed");
        Deployment deployment = find(call);
        ObjectNode json = deployment.json();
        for (String word : call.parameters("embed")) {
            if (!word.equals("apisummary")) {
                throw Refusal.bad("Invalid embed '" + word + "': only apisummary can be embedded in a deployment");
            }
            json.set("apiSummary", summary(deployment.snapshot()));
        }
        return RestAnswer.json(json);
    }

    private static JsonNode summary(RestApi api) {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        for (ApiResource resource : api.resources().values()) {
            for (Map.Entry<String, ApiMethod> method : resource.methods().entrySet()) {
                summary.withObjectProperty(api.path(resource))
                        .putObject(method.getKey())
                        .put(
                                "authorizationType",
                                method.getValue().authorization().name())
                        .put("apiKeyRequired", method.getValue().apiKeyRequired());
            }
        }
        return summary;
    }

    private RestAnswer update(RestCall call) {
        ports.catalog().apply(() -> {
            Deployment deployment = find(call);
            return Changes.put(Deployment.parse(deployment.snapshot(), Patch.applied(call, PATHS, deployment.json())));
        });
        return RestAnswer.json(find(call).json());
    }

    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        ports.catalog().apply(() -> {
            Deployment deployment = find(call);
            boolean inUse = apis.ofRegion(call, Stage.class).stream()
                    .anyMatch(
                            stage -> stage.apiId().equals(deployment.snapshot().apiId())
                                    && stage.deploymentId().equals(deployment.deploymentId()));
            if (inUse) {
                throw Refusal.bad("Active stages pointing to this deployment must be moved or deleted");
            }
            return Changes.remove(List.of(deployment.id()));
        });
        return RestAnswer.empty(202);
    }

    private Deployment find(RestCall call) {
        String apiId = apis.find(call).apiId();
        return ports.catalog()
                .find(Deployment.class, Deployment.id(call.region(), apiId, call.label("deployment_id")))
                .orElseThrow(() -> Refusal.notFound("Invalid Deployment identifier specified"));
    }
}
