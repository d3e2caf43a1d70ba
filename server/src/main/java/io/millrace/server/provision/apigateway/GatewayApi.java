package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.InnerApi.Call;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.Tags;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// API Gateway as a client of it.
final class GatewayApi {
    private static final String SERVICE = "apigateway";
    private static final String NOT_FOUND = "NotFoundException";

    private final InnerApi inner;

    GatewayApi(InnerApi inner) {
        this.inner = inner;
    }

    /// A text as a part of a path.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// The path of an API that a template names.
    static String api(ResourceCall call) {
        return "/restapis/" + encoded(call.properties().path("RestApiId").asText());
    }

    static Call request(ResourceCall call, String method, String path) {
        int mark = path.indexOf('?');
        return mark < 0
                ? Call.of(call.region(), SERVICE, method, path)
                : Call.of(call.region(), SERVICE, method, path.substring(0, mark))
                        .withQuery(path.substring(mark + 1));
    }

    InnerApi inner() {
        return inner;
    }

    JsonNode get(ResourceCall call, String path) throws InterruptedException {
        return inner.answer(request(call, "GET", path));
    }

    JsonNode put(ResourceCall call, String path, ObjectNode input) throws InterruptedException {
        return inner.answer(request(call, "PUT", path).withJson(input));
    }

    JsonNode post(ResourceCall call, String path, ObjectNode input) throws InterruptedException {
        return inner.answer(request(call, "POST", path).withJson(input));
    }

    /// Makes something that has the physical id as its own.
    JsonNode postPlanned(ResourceCall call, String path, ObjectNode input) throws InterruptedException {
        return inner.answer(request(call, "POST", path).withJson(input).withPlannedId(call.physicalId()));
    }

    /// Nothing to change needs no call.
    void patch(ResourceCall call, String path, Patches patches) throws InterruptedException {
        for (ObjectNode part : patches.inputs()) {
            inner.answer(request(call, "PATCH", path).withJson(part));
        }
    }

    /// What is not there, or there no longer, is well.
    ///
    /// @return whether it was there
    boolean delete(ResourceCall call, String path) throws InterruptedException {
        return inner.exists(request(call, "DELETE", path), NOT_FOUND);
    }

    boolean exists(ResourceCall call, String path) {
        return inner.found(request(call, "GET", path), NOT_FOUND);
    }

    /// @param path of what has tags
    void updateTags(ResourceCall call, String path, JsonNode own) throws InterruptedException {
        String tagged = "/tags/" + encoded("arn:aws:apigateway:" + call.region() + "::" + path);
        Tags tags = Tags.of(call, own);
        SequencedSet<String> gone = tags.gone(get(call, tagged).path("tags"));
        if (!gone.isEmpty()) {
            String keys = gone.stream().map(key -> "tagKeys=" + encoded(key)).collect(Collectors.joining("&"));
            inner.answer(request(call, "DELETE", tagged + "?" + keys));
        }
        if (tags.object().isPresent()) {
            put(call, tagged, Members.none().set("tags", tags.object().get()));
        }
    }
}
