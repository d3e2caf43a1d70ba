package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import io.millrace.server.http.WireText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// AWS's REST-JSON protocol: the operation is in method and path, members are in labels, query, headers and a JSON
/// body. Errors have their code in the header `x-amzn-ErrorType` and
/// `{"Type": …, "Message": …, "message": …}` as body. Each operation runs on a virtual thread of its own.
///
/// Source: <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>
public final class RestProtocol {
    private static final Logger LOG = LoggerFactory.getLogger(RestProtocol.class);
    private static final String UNAVAILABLE = "ServiceUnavailableException";
    private static final String REQUEST_ID = "x-amzn-RequestId";

    private final List<RestService> services;
    private final Authenticator authenticator;

    public RestProtocol(List<RestService> services, Authenticator authenticator) {
        this.services = List.copyOf(services);
        this.authenticator = authenticator;
    }

    /// A route that fits, with its service and labels as sent.
    private record Found(RestService service, RestService.Route route, Map<String, String> labels) {}

    /// Answers the exchange if it is for one of these services: signed for it, or of one of its paths and not signed
    /// for S3, where a bucket may be named like the beginning of such a path.
    ///
    /// @return whether it is
    public boolean handle(Exchange exchange) {
        String signedFor = CredentialScope.of(exchange).service();
        if (signedFor.equals("s3")) {
            return false;
        }
        Optional<Found> found = find(exchange.method(), exchange.path());
        if (found.isPresent()) {
            collect(exchange, found.get());
            return true;
        }
        boolean ours = services.stream().anyMatch(service -> service.name().equals(signedFor))
                || isPathOfOurs(exchange.path());
        if (ours) {
            unknown(exchange);
        }
        return ours;
    }

    private Optional<Found> find(String method, String path) {
        List<String> segments = PathTemplate.split(path);
        return services.stream()
                .flatMap(service -> service.routes().stream()
                        .filter(route -> route.method().equals(method))
                        .flatMap(route ->
                                route.path().match(segments).stream().map(labels -> new Found(service, route, labels))))
                .max(Comparator.comparingInt(found -> found.route().path().literals()));
    }

    /// The path of an operation under another method.
    private boolean isPathOfOurs(String path) {
        List<String> segments = PathTemplate.split(path);
        return services.stream()
                .flatMap(service -> service.routes().stream())
                .anyMatch(route -> route.path().match(segments).isPresent());
    }

    private static void unknown(Exchange exchange) {
        exchange.withBody(
                Limit.API_BODY_BYTES.intValue(),
                body -> fail(exchange, "", unknownOperation(exchange)),
                () -> fail(exchange, "", unknownOperation(exchange)));
    }

    private static RequestException unknownOperation(Exchange exchange) {
        return new RequestException(
                "UnknownOperationException", "Unknown operation: " + exchange.method() + " " + exchange.path());
    }

    private void collect(Exchange exchange, Found found) {
        int bytesMax = found.route().bodyBytesMax();
        exchange.withBody(
                bytesMax,
                body -> dispatch(exchange, found, body),
                () -> fail(
                        exchange,
                        "",
                        new RequestException(
                                "RequestTooLargeException",
                                "Request must be smaller than " + bytesMax + " bytes for this operation")));
    }

    private void dispatch(Exchange exchange, Found found, byte[] body) {
        String invalidCode = found.service().invalidCode();
        try {
            CredentialScope scope =
                    found.route().signed() ? authenticator.verify(exchange, body) : CredentialScope.of(exchange);
            Map<String, String> labels = new HashMap<>();
            found.labels().forEach((name, wire) -> labels.put(name, WireText.decode(wire, false)));
            RestCall call = new RestCall(scope.region(), labels, WireText.query(exchange.query()), body, exchange);
            exchange.blocking(() -> run(exchange, found, call));
        } catch (RuntimeException failure) {
            fail(exchange, invalidCode, failure);
        }
    }

    private static void run(Exchange exchange, Found found, RestCall call) throws IOException, InterruptedException {
        try {
            RestAnswer answer = found.route().operation().handle(call);
            Map<String, String> headers = new HashMap<>(answer.headers());
            headers.putIfAbsent(REQUEST_ID, RequestIds.next());
            switch (answer) {
                case RestAnswer.Whole whole -> exchange.send(new Response(whole.status(), headers, whole.body()));
                case RestAnswer.Content content -> copy(exchange, content, headers);
            }
        } catch (RuntimeException failure) {
            fail(exchange, found.service().invalidCode(), failure);
        }
    }

    private static void copy(Exchange exchange, RestAnswer.Content content, Map<String, String> headers) {
        try (InputStream body = content.body();
                OutputStream out = exchange.sendStream(Response.of(content.status(), headers))) {
            body.transferTo(out);
        } catch (IOException e) {
            LOG.debug("An answer broke off: {}", e.getMessage());
        }
    }

    /// @param invalidCode in place of what [io.millrace.core.resource.Fields] calls a wrong argument
    private static void fail(Exchange exchange, String invalidCode, Throwable failure) {
        AwsError error = AwsError.of(failure, UNAVAILABLE);
        boolean renamed = error.code().equals("InvalidArgumentException") && !invalidCode.isEmpty();
        String code = renamed ? invalidCode : error.code();
        int status = RestStatus.of(code, error.status());
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("Type", status < 500 ? "User" : "Service")
                .put("Message", error.message())
                .put("message", error.message())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        exchange.send(new Response(
                status,
                Map.of("Content-Type", "application/json", "x-amzn-ErrorType", code, REQUEST_ID, RequestIds.next()),
                body));
    }
}
