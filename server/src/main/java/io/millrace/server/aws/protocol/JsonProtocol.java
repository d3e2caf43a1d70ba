package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// AWS's JSON protocols 1.0 and 1.1: `POST /` with the operation in `X-Amz-Target`, members in a JSON object, errors as
/// `{"__type": CODE, "message": …}`.
///
/// Source: <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>
public final class JsonProtocol {
    private static final String UNAVAILABLE = "ServiceUnavailableException";

    private final Map<String, JsonService> services;
    private final Authenticator authenticator;

    public JsonProtocol(List<JsonService> services, Authenticator authenticator) {
        this.services =
                services.stream().collect(Collectors.toUnmodifiableMap(JsonService::targetPrefix, Function.identity()));
        this.authenticator = authenticator;
    }

    /// Answers a call whose target is given.
    public void handle(Exchange exchange, String target) {
        exchange.withBody(
                Limit.API_BODY_BYTES.intValue(),
                body -> dispatch(exchange, target, body),
                () -> fail(
                        exchange,
                        "1.1",
                        new RequestException(
                                "RequestEntityTooLargeException",
                                "A request body may have at most " + Limit.API_BODY_BYTES.value() + " bytes")));
    }

    private void dispatch(Exchange exchange, String target, byte[] body) {
        int dot = target.indexOf('.');
        JsonService service = dot < 0 ? null : services.get(target.substring(0, dot));
        String version = service == null ? "1.1" : service.version();
        try {
            String region = authenticator.verify(exchange, body).region();
            JsonService.Operation operation =
                    service == null ? null : service.operations().get(target.substring(dot + 1));
            switch (operation) {
                case null -> throw new RequestException("UnknownOperationException", "Unknown operation: " + target);
                case JsonService.Operation.Data data ->
                    data.handler().handle(region, body).whenComplete((answer, failure) -> {
                        if (failure == null) {
                            exchange.send(answer(200, version, answer));
                        } else {
                            fail(exchange, version, failure);
                        }
                    });
                case JsonService.Operation.Control control ->
                    exchange.blocking(() -> run(exchange, version, control, region, body));
            }
        } catch (RuntimeException failure) {
            fail(exchange, version, failure);
        }
    }

    private static void run(
            Exchange exchange, String version, JsonService.Operation.Control control, String region, byte[] body) {
        try {
            JsonNode output = control.handler().handle(new AwsCall(region, RequestJson.parse(body)));
            exchange.send(answer(200, version, output.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (RuntimeException failure) {
            fail(exchange, version, failure);
        }
    }

    private static void fail(Exchange exchange, String version, Throwable failure) {
        AwsError error = AwsError.of(failure, UNAVAILABLE);
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", error.code())
                .put("message", error.message())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        exchange.send(answer(error.status(), version, body));
    }

    private static Response answer(int status, String version, byte[] body) {
        return new Response(
                status,
                Map.of("Content-Type", "application/x-amz-json-" + version, "x-amzn-RequestId", RequestIds.next()),
                body);
    }
}
