package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The API keys of usage plans, and what they have used.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html>
final class PlanKeyOperations {
    private static final String ALL = PlanOperations.ONE + "/keys";
    private static final String ONE = ALL + "/{key_id}";
    private static final int USAGE_DAYS_MAX = 90;

    private final ApiGatewayPorts ports;

    PlanKeyOperations(ApiGatewayPorts ports) {
        this.ports = ports;
    }

    List<Route> routes() {
        return List.of(
                route("POST", ALL, this::create),
                route("GET", ALL, this::list),
                route("GET", ONE, this::get),
                route("DELETE", ONE, this::delete),
                route("GET", PlanOperations.ONE + "/usage", this::usage));
    }

    private RestAnswer create(RestCall call) {
        call.allowParameters();
        Fields fields = call.fields();
        String keyId = fields.requiredString("keyId");
        if (fields.oneOf("keyType", "API_KEY").isEmpty()) {
            throw fields.missing("keyType");
        }
        fields.refuseUnknown();
        ports.catalog().apply(() -> {
            UsagePlan plan = PlanOperations.find(ports, call);
            KeyOperations.find(ports, call.region(), keyId);
            if (plan.keyIds().contains(keyId)) {
                throw Refusal.conflict("Usage Plan Key already exists: " + keyId);
            }
            Refusal.requireRoom(plan.keyIds().size(), Limit.API_GATEWAY_PLAN_KEYS);
            return Changes.put(plan.withKeys(
                    Stream.concat(plan.keyIds().stream(), Stream.of(keyId)).toList()));
        });
        return RestAnswer.json(201, json(KeyOperations.find(ports, call.region(), keyId)));
    }

    private static ObjectNode json(ApiKey key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", key.keyId())
                .put("type", "API_KEY")
                .put("value", key.value())
                .put("name", key.name());
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit", "name");
        Optional<String> name = call.parameter("name");
        List<ApiKey> keys = PlanOperations.find(ports, call).keyIds().stream()
                .map(id -> KeyOperations.find(ports, call.region(), id))
                .filter(key -> name.isEmpty() || key.name().startsWith(name.get()))
                .toList();
        return Page.answer(call, new Page.Listing<>(keys, ApiKey::keyId, PlanKeyOperations::json));
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters();
        return RestAnswer.json(json(find(PlanOperations.find(ports, call), call)));
    }

    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        ports.catalog().apply(() -> {
            UsagePlan plan = PlanOperations.find(ports, call);
            ApiKey key = find(plan, call);
            return Changes.put(plan.withKeys(
                    plan.keyIds().stream().filter(id -> !id.equals(key.keyId())).toList()));
        });
        return RestAnswer.empty(202);
    }

    private ApiKey find(UsagePlan plan, RestCall call) {
        String keyId = call.label("key_id");
        if (!plan.keyIds().contains(keyId)) {
            throw Refusal.notFound("Invalid Usage Plan Key identifier specified");
        }
        return KeyOperations.find(ports, call.region(), keyId);
    }

    private RestAnswer usage(RestCall call) {
        call.allowParameters("keyId", "startDate", "endDate", "position", "limit");
        UsagePlan plan = PlanOperations.find(ports, call);
        LocalDate from = date(call, "startDate");
        LocalDate to = date(call, "endDate");
        if (to.isBefore(from) || to.isAfter(from.plusDays(USAGE_DAYS_MAX))) {
            throw Refusal.bad(
                    "Usage is of up to " + USAGE_DAYS_MAX + " days: endDate is not among those after startDate");
        }
        Optional<String> keyId = call.parameter("keyId");
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("usagePlanId", plan.planId())
                .put("startDate", from.toString())
                .put("endDate", to.toString());
        ObjectNode values = answer.putObject("values");
        for (String id : plan.keyIds()) {
            List<UsageCounts.Day> days = keyId.isEmpty() || keyId.get().equals(id)
                    ? ports.usage().of(plan.region(), plan.planId(), id, from, to)
                    : List.of();
            if (!days.isEmpty()) {
                ArrayNode list = values.putArray(id);
                days.forEach(day -> list.addArray().add(day.used()).add(day.remaining()));
            }
        }
        return RestAnswer.json(answer);
    }

    private static LocalDate date(RestCall call, String name) {
        String text = call.parameter(name).orElseThrow(() -> Refusal.bad(name + " is required"));
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.bad("Invalid " + name + ": give yyyy-MM-dd");
        }
    }
}
