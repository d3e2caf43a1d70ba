package io.millrace.server.aws.apigateway;

import static io.millrace.server.aws.protocol.RestService.route;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.ApiTags;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.core.resource.apigateway.VpcLink;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tags of APIs, stages, keys, usage plans and VPC links: kept only.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html>
final class TagOperations {
    private static final String PATH = "/tags/{resource_arn+}";
    private static final Pattern ARN = Pattern.compile(
            "arn:aws[a-z-]*:apigateway:([a-z0-9-]+)::/(restapis|apikeys|usageplans|vpclinks)/([^/]+)(?:/stages/([^/]+))?");

    private final ApiGatewayPorts ports;

    TagOperations(ApiGatewayPorts ports) {
        this.ports = ports;
    }

    List<Route> routes() {
        return List.of(
                route("GET", PATH, this::get), route("PUT", PATH, this::tag), route("DELETE", PATH, this::untag));
    }

    private RestAnswer get(RestCall call) {
        call.allowParameters("position", "limit");
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode tags = answer.putObject("tags");
        ApiTags.of(find(call)).forEach(tags::put);
        return RestAnswer.json(answer);
    }

    private RestAnswer tag(RestCall call) {
        call.allowParameters();
        Fields fields = call.fields();
        if (!fields.has("tags")) {
            throw fields.missing("tags");
        }
        Map<String, String> more = ApiTags.parse(fields, "tags");
        fields.refuseUnknown();
        change(call, before -> {
            Map<String, String> all = new HashMap<>(before);
            all.putAll(more);
            return all;
        });
        return RestAnswer.empty(204);
    }

    private RestAnswer untag(RestCall call) {
        call.allowParameters("tagKeys");
        List<String> keys = call.parameters("tagKeys");
        if (keys.isEmpty()) {
            throw Refusal.bad("tagKeys is required");
        }
        change(call, before -> {
            Map<String, String> left = new HashMap<>(before);
            left.keySet().removeAll(keys);
            return left;
        });
        return RestAnswer.empty(204);
    }

    private void change(RestCall call, UnaryOperator<Map<String, String>> change) {
        ports.catalog().apply(() -> {
            Resource before = find(call);
            return Changes.put(ApiTags.with(before, change.apply(ApiTags.of(before))));
        });
    }

    private Resource find(RestCall call) {
        String arn = call.label("resource_arn");
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches() || !parts.group(1).equals(call.region())) {
            throw invalid(arn);
        }
        ResourceId id = id(parts, arn);
        return ports.catalog()
                .find(Resource.class, id)
                .orElseThrow(() -> Refusal.notFound("Invalid resource identifier specified: " + arn));
    }

    private static ResourceId id(Matcher parts, String arn) {
        String region = parts.group(1);
        String id = parts.group(3);
        boolean isStage = parts.group(4) != null;
        if (isStage && !parts.group(2).equals("restapis")) {
            throw invalid(arn);
        }
        return switch (parts.group(2)) {
            case "restapis" -> isStage ? Stage.id(region, id, parts.group(4)) : RestApi.id(region, id);
            case "apikeys" -> ApiKey.id(region, id);
            case "usageplans" -> UsagePlan.id(region, id);
            default -> VpcLink.id(region, id);
        };
    }

    private static RequestException invalid(String arn) {
        return Refusal.bad("Invalid ARN specified in the request: " + arn);
    }
}
