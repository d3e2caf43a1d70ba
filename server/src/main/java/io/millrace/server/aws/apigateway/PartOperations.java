package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Making, reading, changing and deleting those parts of an API that are all alike in that: models, request validators,
/// authorizers.
///
/// @param <T> the parts
final class PartOperations<T> {
    private final ApiGatewayPorts ports;
    private final Apis apis;
    private final Part<T> part;

    PartOperations(ApiGatewayPorts ports, Apis apis, Part<T> part) {
        this.ports = ports;
        this.apis = apis;
        this.part = part;
    }

    /// One kind of part.
    ///
    /// @param path behind that of the API
    /// @param of those of an API
    /// @param with an API with others in their place
    /// @param key what it is found by in its API
    /// @param json as it is answered, and a patch is made on
    /// @param parse reads that, and what a caller gives
    /// @param missing AWS's words when there is none
    /// @param paths what a patch may change
    /// @param most how many an API may have
    /// @param requireNew refuses one whose key is taken
    /// @param requireUnused refuses to delete one that is spoken of
    record Part<T>(
            String path,
            Function<RestApi, Map<String, T>> of,
            BiFunction<RestApi, Map<String, T>, RestApi> with,
            Function<T, String> key,
            Function<T, ObjectNode> json,
            Function<Fields, T> parse,
            Function<String, String> missing,
            PatchPaths paths,
            Limit most,
            BiConsumer<RestApi, T> requireNew,
            BiConsumer<RestApi, T> requireUnused) {}

    List<Route> routes(String... listParameters) {
        String all = "/restapis/{restapi_id}/" + part.path();
        String one = all + "/{part_key}";
        return List.of(
                route("POST", all, this::create),
                route("GET", all, this::list),
                route("GET", one, call -> get(call, listParameters)),
                route("PATCH", one, this::update),
                route("DELETE", one, this::delete));
    }

    private RestAnswer create(RestCall call) {
        call.allowParameters();
        ObjectNode ours = JsonNodeFactory.instance.objectNode().put("id", ports.partId(call));
        T value = part.parse().apply(Input.with(call, ours));
        apis.change(call, api -> {
            Apis.requireRoom(part.of().apply(api), part.most());
            Refusal.requireFree(
                    part.of().apply(api).containsKey(part.key().apply(value))
                            && call.plannedId().isPresent(),
                    part.key().apply(value));
            part.requireNew().accept(api, value);
            return put(api, value);
        });
        return RestAnswer.json(201, part.json().apply(value));
    }

    private RestApi put(RestApi api, T value) {
        return part.with().apply(api, Apis.plus(part.of().apply(api), part.key().apply(value), value));
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit");
        RestApi api = apis.find(call);
        return Page.answer(call, new Page.Listing<>(part.of().apply(api).values(), part.key(), value -> part.json()
                .apply(value)));
    }

    private RestAnswer get(RestCall call, String... parameters) {
        call.allowParameters(parameters);
        return RestAnswer.json(part.json().apply(find(apis.find(call), call)));
    }

    private RestAnswer update(RestCall call) {
        RestApi api = apis.change(call, before -> {
            ObjectNode members = part.json().apply(find(before, call));
            return put(before, part.parse().apply(Patch.applied(call, part.paths(), members)));
        });
        return RestAnswer.json(part.json().apply(find(api, call)));
    }

    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        apis.change(call, api -> {
            T value = find(api, call);
            part.requireUnused().accept(api, value);
            return part.with()
                    .apply(api, Apis.minus(part.of().apply(api), part.key().apply(value)));
        });
        return RestAnswer.empty(202);
    }

    private T find(RestApi api, RestCall call) {
        String key = call.label("part_key");
        return Optional.ofNullable(part.of().apply(api).get(key))
                .orElseThrow(() -> Refusal.notFound(part.missing().apply(key)));
    }
}
