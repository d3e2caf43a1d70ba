package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.InnerApi.Call;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The OpenAPI document of an API: in the template, or in a bucket.
final class RestApiDocument {
    private final InnerApi api;

    RestApiDocument(InnerApi api) {
        this.api = api;
    }

    Optional<byte[]> of(ResourceCall call) throws InterruptedException {
        JsonNode body = call.properties().path("Body");
        JsonNode place = call.properties().path("BodyS3Location");
        if (!body.isMissingNode() && !place.isMissingNode()) {
            throw new RequestException("ValidationError", "Specify either Body or BodyS3Location, not both");
        }
        if (place.isObject()) {
            return Optional.of(fetched(call, place));
        }
        return body.isMissingNode()
                ? Optional.empty()
                : Optional.of((body.isTextual() ? body.asText() : body.toString()).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] fetched(ResourceCall call, JsonNode place) throws InterruptedException {
        String key = GatewayApi.encoded(place.path("Key").asText()).replace("%2F", "/");
        Call request =
                Call.of(call.region(), "s3", "GET", "/" + place.path("Bucket").asText() + "/" + key);
        if (place.has("Version")) {
            request = request.withQuery(
                    "versionId=" + GatewayApi.encoded(place.path("Version").asText()));
        }
        if (place.has("ETag")) {
            request = request.withHeader("If-Match", place.path("ETag").asText());
        }
        return api.send(request).body();
    }

    /// @param mode `import`, `merge` or `overwrite`
    static String query(ResourceCall call, String mode) {
        StringBuilder query = new StringBuilder("?mode=" + GatewayApi.encoded(mode));
        if (call.properties().path("FailOnWarnings").asBoolean()) {
            query.append("&failonwarnings=true");
        }
        call.properties().path("Parameters").properties().forEach(parameter -> query.append('&')
                .append(GatewayApi.encoded(parameter.getKey()))
                .append('=')
                .append(GatewayApi.encoded(parameter.getValue().asText())));
        return query.toString();
    }
}
