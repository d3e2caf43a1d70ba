package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How much each of some API keys may call of some stages.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html>
final class PlanOperations {
    private static final String ALL = "/usageplans";
    static final String ONE = ALL + "/{usageplan_id}";
    private static final String STAGES = "apiStages";
    private static final String THROTTLES = "stageThrottles";
    private static final PatchPaths PATHS = PatchPaths.of("""
            /name replace TEXT
            /description replace,add,remove TEXT
            /productCode replace,add,remove TEXT
            /throttle/rateLimit add,replace,remove NUMBER
            /throttle/burstLimit add,replace,remove WHOLE
            /throttle remove WITH_ALL
            /quota/limit add,replace WHOLE
            /quota/offset add,replace WHOLE
            /quota/period add,replace TEXT
            /quota remove WITH_ALL
            /apiStages add,remove ITEM
            /apiStages/{}/throttle/{+}/rateLimit add,replace NUMBER -> /stageThrottles/{}/{+}/rateLimit
            /apiStages/{}/throttle/{+}/burstLimit add,replace WHOLE -> /stageThrottles/{}/{+}/burstLimit
            /apiStages/{}/throttle/{+} remove WITH_ALL -> /stageThrottles/{}/{+}
            /apiStages/{}/throttle remove WITH_ALL -> /stageThrottles/{}""");

    private final ApiGatewayPorts ports;
    private final Apis apis;

    PlanOperations(ApiGatewayPorts ports, Apis apis) {
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

    private RestAnswer create(RestCall call) {
        call.allowParameters();
        ObjectNode ours = JsonNodeFactory.instance.objectNode().put("id", ports.partId(call));
        ours.putNull("productCode");
        UsagePlan plan = UsagePlan.parse(call.region(), List.of(), Input.with(call, ours));
        ports.catalog().apply(() -> {
            Refusal.requireRoom(apis.ofRegion(call, UsagePlan.class).size(), Limit.API_GATEWAY_USAGE_PLANS);
            Refusal.requireFree(ports.catalog().find(UsagePlan.class, plan.id()).isPresent(), plan.planId());
            requireStages(plan);
            return Changes.put(plan);
        });
        return RestAnswer.json(201, plan.json());
    }

    private void requireStages(UsagePlan plan) {
        for (UsagePlan.PlanStage stage : plan.stages()) {
            apis.find(plan.region(), stage.apiId());
            if (ports.catalog()
                    .find(Stage.class, Stage.id(plan.region(), stage.apiId(), stage.stage()))
                    .isEmpty()) {
                throw Refusal.notFound("API Stage not found: " + stage.apiId() + ":" + stage.stage());
            }
        }
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit", "keyId");
        Optional<String> keyId = call.parameter("keyId");
        List<UsagePlan> plans = apis.ofRegion(call, UsagePlan.class).stream()
                .filter(plan -> keyId.isEmpty() || plan.keyIds().contains(keyId.get()))
                .toList();
        return Page.answer(call, new Page.Listing<>(plans, UsagePlan::planId, UsagePlan::json));
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(find(ports, call).json());
    }

    private RestAnswer update(RestCall call) {
        ports.catalog().apply(() -> {
            UsagePlan before = find(ports, call);
            ObjectNode members = byStage(before.json());
            for (Patch patch : Patch.of(call)) {
                PATHS.apply(patch, members);
                forgetRemoved(members);
            }
            UsagePlan plan = UsagePlan.parse(before.region(), before.keyIds(), Fields.of(listed(members), ""));
            requireStages(plan);
            return Changes.put(plan);
        });
        return RestAnswer.json(find(ports, call).json());
    }

    /// A patch speaks of stages as `API:STAGE`, so for its sake they are named like this.
    private static ObjectNode byStage(ObjectNode plan) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        ObjectNode throttles = JsonNodeFactory.instance.objectNode();
        for (JsonNode stage : plan.path(STAGES)) {
            String name =
                    stage.get("apiId").textValue() + ":" + stage.get("stage").textValue();
            names.add(name);
            if (stage.has("throttle")) {
                throttles.set(name, stage.get("throttle"));
            }
        }
        plan.set(STAGES, names);
        plan.set(THROTTLES, throttles);
        return plan;
    }

    /// A stage that is removed and added again has no throttles.
    private static void forgetRemoved(ObjectNode plan) {
        Set<String> present = new HashSet<>();
        plan.path(STAGES).forEach(name -> present.add(name.textValue()));
        plan.withObjectProperty(THROTTLES).retain(present);
    }

    private static ObjectNode listed(ObjectNode plan) {
        JsonNode throttles = plan.remove(THROTTLES);
        ArrayNode stages = JsonNodeFactory.instance.arrayNode();
        for (JsonNode name : plan.remove(STAGES)) {
            String[] parts = name.textValue().split(":", 2);
            if (parts.length < 2) {
                throw Refusal.bad("Invalid API stage '" + name.textValue() + "': give APIID:STAGE");
            }
            ObjectNode stage = stages.addObject().put("apiId", parts[0]).put("stage", parts[1]);
            Optional.ofNullable(throttles.get(name.textValue()))
                    .filter(methods -> !methods.isEmpty())
                    .ifPresent(methods -> stage.set("throttle", methods));
        }
        plan.set(STAGES, stages);
        return plan;
    }

    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        ports.catalog().apply(() -> {
            UsagePlan plan = find(ports, call);
            if (!plan.stages().isEmpty()) {
                throw Refusal.bad("Usage Plan " + plan.planId()
                        + " cannot be deleted because it still has associated API stages: remove them first");
            }
            return Changes.remove(List.of(plan.id()));
        });
        return RestAnswer.empty(202);
    }

    static UsagePlan find(ApiGatewayPorts ports, RestCall call) {
        return ports.catalog()
                .find(UsagePlan.class, UsagePlan.id(call.region(), call.label("usageplan_id")))
                .orElseThrow(() -> Refusal.notFound("Invalid Usage Plan ID specified"));
    }
}
