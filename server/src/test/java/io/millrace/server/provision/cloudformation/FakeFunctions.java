package io.millrace.server.provision.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.InnerExchange;
import io.millrace.server.http.InnerRequest;
import io.millrace.server.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A Lambda with functions that all do the same: what they are asked is kept, and what they answer is put to the
/// address that they were given.
final class FakeFunctions implements HttpHandler {
    static final ObjectMapper JSON = new ObjectMapper();

    final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private final StackResponses responses;
    volatile String runtime = "java25";
    /// The answer to an event; a missing node for none.
    volatile Function<JsonNode, JsonNode> answer;

    FakeFunctions(StackResponses responses) {
        this.responses = responses;
        this.answer = event -> success(event, "made-1");
    }

    static ObjectNode success(JsonNode event, String physicalId) {
        return JSON.createObjectNode()
                .put("Status", "SUCCESS")
                .put("PhysicalResourceId", physicalId)
                .put("StackId", event.path("StackId").asText())
                .put("RequestId", event.path("RequestId").asText())
                .put("LogicalResourceId", event.path("LogicalResourceId").asText());
    }

    @Override
    public void handle(Exchange exchange) {
        if (exchange.path().endsWith("/configuration")) {
            exchange.send(Response.of(200, "application/json", "{\"Runtime\":\"" + runtime + "\"}"));
        } else if (exchange.header("X-Amz-Invocation-Type")
                .filter("Event"::equals)
                .isPresent()) {
            exchange.withBody(1 << 20, body -> invoked(exchange, body), () -> {});
        } else {
            exchange.send(new Response(400, Map.of(), new byte[0]));
        }
    }

    private void invoked(Exchange exchange, byte[] body) {
        JsonNode event = json(new String(body, StandardCharsets.UTF_8));
        events.add(event);
        exchange.send(Response.of(202, Map.of()));
        JsonNode answered = answer.apply(event);
        if (!answered.isMissingNode()) {
            put(responses, event.path("ResponseURL").asText(), answered.toString());
        }
    }

    /// @return the status
    static int put(StackResponses responses, String url, String body) {
        URI uri = URI.create(url);
        InnerRequest request = new InnerRequest(
                "PUT", uri.getAuthority(), uri.getPath(), "", List.of(), body.getBytes(StandardCharsets.UTF_8));
        return InnerExchange.call(
                        exchange -> {
                            if (!responses.handle(exchange)) {
                                exchange.send(Response.of(404, Map.of()));
                            }
                        },
                        request)
                .join()
                .status();
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
