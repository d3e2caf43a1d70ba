package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

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
        int dot = target.indexOf('.');
        JsonService service = dot < 0 ? null : services.get(target.substring(0, dot));
        Speech speech = service == null
                ? new Speech(spoken(exchange), JsonDialect.COMMON)
                : new Speech(service.version(), service.dialect());
        exchange.withBody(
                speech.dialect().bodyBytesMax(),
                body -> dispatch(exchange, target, service, speech, body),
                () -> speech.fail(
                        exchange,
                        new RequestException(
                                "RequestEntityTooLargeException",
                                "A request body may have at most "
                                        + speech.dialect().bodyBytesMax() + " bytes")));
    }

    private void dispatch(Exchange exchange, String target, JsonService service, Speech speech, byte[] body) {
        try {
            CredentialScope scope = authenticator.verify(exchange, body);
            String region = scope.region();
            if (service == null) {
                throw MissingService.of(scope, target);
            }
            String name = target.substring(target.indexOf('.') + 1);
            switch (service.operation(name)) {
                case null -> throw new RequestException("UnknownOperationException", "Unknown operation: " + target);
                case JsonService.Operation.Data data ->
                    data.handler().handle(region, body).whenComplete((answer, failure) -> {
                        if (failure == null) {
                            speech.send(exchange, 200, answer);
                        } else {
                            speech.fail(exchange, failure);
                        }
                    });
                case JsonService.Operation.Bytes bytes ->
                    exchange.blocking(
                            () -> speech.answer(exchange, () -> bytes.handler().handle(region, body)));
                case JsonService.Operation.Relayed relayed ->
                    relayed.handler().handle(name, body).whenComplete((answer, failure) -> {
                        if (failure == null) {
                            exchange.send(answer);
                        } else {
                            speech.fail(exchange, failure);
                        }
                    });
                case JsonService.Operation.Control control ->
                    exchange.blocking(() -> speech.answer(exchange, () -> run(control, region, body)));
            }
        } catch (RuntimeException failure) {
            speech.fail(exchange, failure);
        }
    }

    /// The version in which the caller of a service that is not here reads errors.
    private static String spoken(Exchange exchange) {
        return exchange.header("Content-Type").orElse("").contains("json-1.0") ? "1.0" : "1.1";
    }

    private static byte[] run(JsonService.Operation.Control control, String region, byte[] body) {
        JsonNode output = control.handler().handle(new AwsCall(region, RequestJson.parse(body)));
        return output.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// How a service answers.
    private record Speech(String version, JsonDialect dialect) {
        void answer(Exchange exchange, Supplier<byte[]> work) {
            try {
                send(exchange, 200, work.get());
            } catch (RuntimeException failure) {
                fail(exchange, failure);
            }
        }

        void fail(Exchange exchange, Throwable failure) {
            AwsError error = AwsError.of(failure, UNAVAILABLE);
            ObjectNode body = dialect.errorBody(error);
            if (unwrapped(failure) instanceof DetailedException detailed) {
                body.setAll(detailed.members());
            }
            send(exchange, dialect.status(error), body.toString().getBytes(StandardCharsets.UTF_8));
        }

        void send(Exchange exchange, int status, byte[] body) {
            Map<String, String> headers = new HashMap<>();
            headers.put("Content-Type", "application/x-amz-json-" + version);
            headers.put("x-amzn-RequestId", RequestIds.next());
            if (dialect.isChecksummed()) {
                CRC32 checksum = new CRC32();
                checksum.update(body);
                headers.put("x-amz-crc32", Long.toString(checksum.getValue()));
            }
            exchange.send(new Response(status, headers, body));
        }

        private static Throwable unwrapped(Throwable failure) {
            return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        }
    }
}
