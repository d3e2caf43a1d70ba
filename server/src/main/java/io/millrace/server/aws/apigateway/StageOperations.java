package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.apigateway.Deployment;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Names under which deployments are called.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html>
final class StageOperations {
    private static final String ALL = "/restapis/{restapi_id}/stages";
    private static final String ONE = ALL + "/{stage_name}";
    private static final PatchPaths PATHS = PatchPaths.of("""
            /deploymentId replace,copy TEXT
            /description replace,add,remove TEXT
            /variables/{} add,replace,remove TEXT
            /variables copy,remove WITH_ALL
            /cacheClusterEnabled replace FLAG
            /cacheClusterSize replace,add,remove TEXT
            /clientCertificateId replace,add,remove TEXT
            /documentationVersion replace,add,remove TEXT
            /tracingEnabled replace FLAG
            /accessLogSettings/destinationArn add,replace,remove TEXT
            /accessLogSettings/format add,replace,remove TEXT
            /accessLogSettings remove WITH_ALL
            /canarySettings/percentTraffic add,replace NUMBER
            /canarySettings/deploymentId add,replace,copy TEXT
            /canarySettings/useStageCache add,replace FLAG
            /canarySettings/stageVariableOverrides/{} add,replace,remove TEXT
            /canarySettings/stageVariableOverrides copy,remove WITH_ALL
            /canarySettings remove WITH_ALL
            /{+}/metrics/enabled add,replace FLAG -> /methodSettings/{+}/metricsEnabled
            /{+}/logging/loglevel add,replace TEXT -> /methodSettings/{+}/loggingLevel
            /{+}/logging/dataTrace add,replace FLAG -> /methodSettings/{+}/dataTraceEnabled
            /{+}/throttling/burstLimit add,replace,remove WHOLE -> /methodSettings/{+}/throttlingBurstLimit
            /{+}/throttling/rateLimit add,replace,remove NUMBER -> /methodSettings/{+}/throttlingRateLimit
            /{+}/caching/enabled add,replace FLAG -> /methodSettings/{+}/cachingEnabled
            /{+}/caching/ttlInSeconds add,replace WHOLE -> /methodSettings/{+}/cacheTtlInSeconds
            /{+}/caching/dataEncrypted add,replace FLAG -> /methodSettings/{+}/cacheDataEncrypted
            /{+}/caching/requireAuthorizationForCacheControl add,replace FLAG\
             -> /methodSettings/{+}/requireAuthorizationForCacheControl
            /{+}/caching/unauthorizedCacheControlHeaderStrategy add,replace TEXT\
             -> /methodSettings/{+}/unauthorizedCacheControlHeaderStrategy
            /{+} remove WITH_ALL -> /methodSettings/{+}""");

    private final ApiGatewayPorts ports;
    private final Apis apis;

    StageOperations(ApiGatewayPorts ports, Apis apis) {
        this.ports = ports;
        this.apis = apis;
    }

    List<Route> routes() {
        return List.of(
                route("POST", ALL, this::create),
                route("GET", ALL, this::list),
                route("GET", ONE, this::get),
                route("PATCH", ONE, this::update),
                route("DELETE", ONE, this::delete),
                route("DELETE", ONE + "/cache/data", this::flush),
                route("DELETE", ONE + "/cache/authorizers", this::flushAuthorizers));
    }

    private RestAnswer create(RestCall call) {
        call.allowParameters();
        long now = ports.now().getEpochSecond();
        ObjectNode ours =
                JsonNodeFactory.instance.objectNode().put("createdDate", now).put("lastUpdatedDate", now);
        ours.putObject("methodSettings");
        ours.putNull("accessLogSettings");
        ours.putNull("clientCertificateId");
        ours.putNull("webAclArn");
        Stage stage = Stage.parse(call.region(), call.label("restapi_id"), Input.with(call, ours));
        ports.catalog().apply(() -> {
            apis.find(call);
            if (ports.catalog().find(Stage.class, stage.id()).isPresent()) {
                throw Refusal.conflict("Stage already exists");
            }
            requireRoom(apis, call);
            requireDeployment(stage);
            return Changes.put(stage);
        });
        return RestAnswer.json(201, stage.json());
    }

    static void requireRoom(Apis apis, RestCall call) {
        Refusal.requireRoom(stages(apis, call).size(), Limit.API_GATEWAY_STAGES);
    }

    private static List<Stage> stages(Apis apis, RestCall call) {
        String apiId = apis.find(call).apiId();
        return apis.ofRegion(call, Stage.class).stream()
                .filter(stage -> stage.apiId().equals(apiId))
                .toList();
    }

    private void requireDeployment(Stage stage) {
        if (ports.catalog()
                .find(Deployment.class, Deployment.id(stage.region(), stage.apiId(), stage.deploymentId()))
                .isEmpty()) {
            throw Refusal.bad("Deployment id does not exist");
        }
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("deploymentId");
        Optional<String> deploymentId = call.parameter("deploymentId");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("item");
        stages(apis, call).stream()
                .filter(stage -> deploymentId.isEmpty() || deploymentId.get().equals(stage.deploymentId()))
                .forEach(stage -> items.add(stage.json()));
        return RestAnswer.json(answer);
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(find(call).json());
    }

    private RestAnswer update(RestCall call) {
        ports.catalog().apply(() -> {
            Stage before = find(call);
            Fields changed = Patch.applied(call, PATHS, before.members());
            changed.node().put("lastUpdatedDate", ports.now().getEpochSecond());
            Stage stage = Stage.parse(before.region(), before.apiId(), changed);
            requireDeployment(stage);
            return Changes.put(stage);
        });
        return RestAnswer.json(find(call).json());
    }

    /// Usage plans are no longer for it.
    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        ports.catalog().apply(() -> {
            Stage stage = find(call);
            List<Resource> changed = new ArrayList<>();
            for (UsagePlan plan : apis.ofRegion(call, UsagePlan.class)) {
                List<UsagePlan.PlanStage> left = plan.stages().stream()
                        .filter(one -> !one.apiId().equals(stage.apiId())
                                || !one.stage().equals(stage.name()))
                        .toList();
                if (left.size() < plan.stages().size()) {
                    changed.add(plan.withStages(left));
                }
            }
            return new Changes(changed, List.of(stage.id()));
        });
        return RestAnswer.empty(202);
    }

    private RestAnswer flushAuthorizers(RestCall call) {
        call.allowParameters();
        Stage stage = find(call);
        ports.authorizers().flush(stage.region(), stage.apiId(), stage.name());
        return RestAnswer.empty(202);
    }

    /// Answers are not cached, so there is nothing to drop.
    private RestAnswer flush(RestCall call) {
        call.allowParameters();
        find(call);
        return RestAnswer.empty(202);
    }

    Stage find(RestCall call) {
        String apiId = apis.find(call).apiId();
        return ports.catalog()
                .find(Stage.class, Stage.id(call.region(), apiId, call.label("stage_name")))
                .orElseThrow(() -> Refusal.notFound("Invalid stage identifier specified"));
    }
}
