package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What callers show to be counted against usage plans.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html>
final class KeyOperations {
    private static final String ONE = "/apikeys/{api_key}";
    private static final PatchPaths PATHS = PatchPaths.of("""
            /name replace TEXT
            /description replace,add,remove TEXT
            /customerId replace,add,remove TEXT
            /enabled replace FLAG""");

    private final ApiGatewayPorts ports;
    private final Apis apis;

    KeyOperations(ApiGatewayPorts ports, Apis apis) {
        this.ports = ports;
        this.apis = apis;
    }

    List<Route> routes() {
        return List.of(
                route("POST", "/apikeys", this::create),
                route("GET", "/apikeys", this::list),
                route("GET", ONE, this::get),
                route("PATCH", ONE, this::update),
                route("DELETE", ONE, this::delete));
    }

    private RestAnswer create(RestCall call) {
        if (call.parameter("mode").isPresent()) {
            throw Refusal.bad("ImportApiKeys is not supported by Millrace yet: use CreateApiKey");
        }
        call.allowParameters();
        long now = ports.now().getEpochSecond();
        ObjectNode ours = JsonNodeFactory.instance
                .objectNode()
                .put("id", ports.apiId(call))
                .put("createdDate", now)
                .put("lastUpdatedDate", now);
        Fields fields = Input.with(call, ours);
        refuseLegacy(fields);
        if (fields.string("value").orElse("").isEmpty()) {
            fields.node().put("value", ports.newKeyValue());
        }
        ApiKey key = ApiKey.parse(call.region(), fields);
        ports.catalog().apply(() -> {
            List<ApiKey> present = apis.ofRegion(call, ApiKey.class);
            Refusal.requireRoom(present.size(), Limit.API_GATEWAY_KEYS);
            Refusal.requireFree(ports.catalog().find(ApiKey.class, key.id()).isPresent(), key.keyId());
            if (present.stream().anyMatch(other -> other.value().equals(key.value()))) {
                throw Refusal.conflict("API Key already exists");
            }
            return Changes.put(key);
        });
        return RestAnswer.json(201, key.json(true));
    }

    /// From before there were usage plans.
    private static void refuseLegacy(Fields fields) {
        if (!fields.objects("stageKeys").isEmpty()) {
            throw Refusal.bad("stageKeys: not supported by Millrace: use a usage plan");
        }
        fields.bool("generateDistinctId").filter(distinct -> !distinct).ifPresent(no -> {
            throw Refusal.bad("generateDistinctId: false is not supported by Millrace: the id is not the value");
        });
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit", "name", "customerId", "includeValues");
        Optional<String> name = call.parameter("name");
        Optional<String> customerId = call.parameter("customerId");
        boolean values = shows(call, "includeValues");
        List<ApiKey> keys = apis.ofRegion(call, ApiKey.class).stream()
                .filter(key -> name.isEmpty() || key.name().startsWith(name.get()))
                .filter(key -> customerId.isEmpty() || key.customerId().equals(customerId))
                .toList();
        return Page.answer(call, new Page.Listing<>(keys, ApiKey::keyId, key -> key.json(values)));
    }

    private static boolean shows(RestCall call, String parameter) {
        return call.parameter(parameter).filter("true"::equals).isPresent();
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters("includeValue");
        return RestAnswer.json(find(call).json(shows(call, "includeValue")));
    }

    private RestAnswer update(RestCall call) {
        ports.catalog().apply(() -> {
            Fields changed = Patch.applied(call, PATHS, find(call).members());
            changed.node().put("lastUpdatedDate", ports.now().getEpochSecond());
            return Changes.put(ApiKey.parse(call.region(), changed));
        });
        return RestAnswer.json(find(call).json(false));
    }

    /// Usage plans lose it.
    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        ports.catalog().apply(() -> {
            ApiKey key = find(call);
            List<Resource> changed = new ArrayList<>();
            for (UsagePlan plan : apis.ofRegion(call, UsagePlan.class)) {
                if (plan.keyIds().contains(key.keyId())) {
                    changed.add(plan.withKeys(plan.keyIds().stream()
                            .filter(id -> !id.equals(key.keyId()))
                            .toList()));
                }
            }
            return new Changes(changed, List.of(key.id()));
        });
        return RestAnswer.empty(202);
    }

    private ApiKey find(RestCall call) {
        return find(ports, call.region(), call.label("api_key"));
    }

    static ApiKey find(ApiGatewayPorts ports, String region, String keyId) {
        return ports.catalog()
                .find(ApiKey.class, ApiKey.id(region, keyId))
                .orElseThrow(() -> Refusal.notFound("Invalid API Key identifier specified"));
    }
}
