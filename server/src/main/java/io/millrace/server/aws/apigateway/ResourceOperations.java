package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The tree of an API's paths.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html>
final class ResourceOperations {
    private static final String PATH = "/restapis/{restapi_id}/resources";
    private static final String ONE = PATH + "/{resource_id}";
    private static final PatchPaths PATHS = PatchPaths.of("""
            /pathPart replace TEXT
            /parentId replace TEXT""");

    private final ApiGatewayPorts ports;
    private final Apis apis;

    ResourceOperations(ApiGatewayPorts ports, Apis apis) {
        this.ports = ports;
        this.apis = apis;
    }

    List<Route> routes() {
        return List.of(
                route("GET", PATH, this::list),
                route("POST", ONE, this::create),
                route("GET", ONE, this::get),
                route("PATCH", ONE, this::update),
                route("DELETE", ONE, this::delete));
    }

    private RestAnswer create(RestCall call) {
        call.allowParameters();
        String id = ports.partId(call);
        ObjectNode ours =
                JsonNodeFactory.instance.objectNode().put("id", id).put("parentId", call.label("resource_id"));
        ours.putObject("resourceMethods");
        ApiResource resource = ApiResource.parse(Input.with(call, ours));
        RestApi api = apis.change(call, before -> {
            Apis.requireRoom(before.resources(), Limit.API_GATEWAY_RESOURCES);
            Refusal.requireFree(before.resources().containsKey(id), id);
            requirePlace(before, resource);
            return Apis.with(before, resource);
        });
        return RestAnswer.json(201, json(api, resource, false));
    }

    /// Its parent is there, no sibling has its name, and no sibling is a variable when it is one.
    private static void requirePlace(RestApi api, ApiResource resource) {
        ApiResource parent = Apis.resource(api, resource.parentId().orElseThrow());
        if (parent.isGreedy()) {
            throw Refusal.bad("Cannot create a child of a resource with a greedy path variable: " + parent.pathPart());
        }
        for (ApiResource other : api.resources().values()) {
            if (!other.parentId().equals(resource.parentId())
                    || other.resourceId().equals(resource.resourceId())) {
                continue;
            }
            if (other.pathPart().equals(resource.pathPart())) {
                throw Refusal.conflict(
                        "Another resource with the same parent already has this name: " + resource.pathPart());
            }
            if (other.isVariable() && resource.isVariable()) {
                throw Refusal.bad("A sibling (" + other.pathPart()
                        + ") of this resource already has a variable path part -- only one is allowed");
            }
        }
    }

    private RestAnswer list(RestCall call) {
        call.allowParameters("position", "limit", "embed");
        RestApi api = apis.find(call);
        boolean methods = embedsMethods(call);
        return Page.answer(
                call,
                new Page.Listing<>(
                        api.resources().values(), ApiResource::resourceId, resource -> json(api, resource, methods)));
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters("embed");
        RestApi api = apis.find(call);
        return RestAnswer.json(json(api, Apis.resource(api, call), embedsMethods(call)));
    }

    private RestAnswer update(RestCall call) {
        RestApi api = apis.change(call, before -> {
            ApiResource resource = Apis.resource(before, call);
            ApiResource changed = ApiResource.parse(Patch.applied(call, PATHS, resource.json()));
            if (!changed.equals(resource)) {
                if (resource.parentId().isEmpty()) {
                    throw Refusal.bad("Root resource cannot update its "
                            + (changed.parentId().isPresent() ? "parentId." : "pathPart."));
                }
                requireNotBelow(before, resource, changed);
                requirePlace(before, changed);
            }
            return Apis.with(before, changed);
        });
        return RestAnswer.json(json(api, Apis.resource(api, call), false));
    }

    private static void requireNotBelow(RestApi api, ApiResource resource, ApiResource changed) {
        Optional<String> above = changed.parentId();
        while (above.isPresent()) {
            if (above.get().equals(resource.resourceId())) {
                throw Refusal.bad("Resources cannot be cyclical.");
            }
            above = Apis.resource(api, above.get()).parentId();
        }
    }

    /// With all that is below it.
    private RestAnswer delete(RestCall call) {
        call.allowParameters();
        apis.change(call, api -> {
            ApiResource resource = Apis.resource(api, call);
            if (resource.parentId().isEmpty()) {
                throw Refusal.bad("Root resource cannot be deleted");
            }
            Map<String, ApiResource> left = new HashMap<>(api.resources());
            left.remove(resource.resourceId());
            while (left.values()
                    .removeIf(other -> other.parentId().isPresent()
                            && !left.containsKey(other.parentId().get()))) {
                // Each round removes the next level.
            }
            return api.withResources(left);
        });
        return RestAnswer.empty(202);
    }

    private static boolean embedsMethods(RestCall call) {
        List<String> embed = call.parameters("embed");
        embed.stream().filter(word -> !word.equals("methods")).findFirst().ifPresent(word -> {
            throw Refusal.bad("Invalid embed '" + word + "': only methods can be embedded in a resource");
        });
        return !embed.isEmpty();
    }

    /// @param methods whether all of each method is shown, or only that it is there
    static ObjectNode json(RestApi api, ApiResource resource, boolean methods) {
        ObjectNode json = resource.json();
        if (resource.parentId().isEmpty()) {
            json.remove("pathPart");
        }
        json.put("path", api.path(resource));
        if (!methods && !resource.methods().isEmpty()) {
            ObjectNode names = json.putObject("resourceMethods");
            new TreeSet<>(resource.methods().keySet()).forEach(names::putObject);
        }
        return json;
    }
}
