package io.millrace.server.aws.protocol;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// AWS's query protocol: form parameters in, XML out.
///
/// Source: <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
public final class QueryProtocol {
    private static final String UNAVAILABLE = "ServiceUnavailable";

    private final Map<String, QueryService> services;
    private final Authenticator authenticator;

    public QueryProtocol(List<QueryService> services, Authenticator authenticator) {
        this.services =
                services.stream().collect(Collectors.toUnmodifiableMap(QueryService::version, Function.identity()));
        this.authenticator = authenticator;
    }

    /// Answers a call whose parameters are in the body, or in the query where the body is empty.
    public void handle(Exchange exchange) {
        exchange.withBody(
                Limit.API_BODY_BYTES.intValue(),
                body -> run(exchange, body),
                () -> fail(
                        exchange,
                        Optional.empty(),
                        new RequestException(
                                "RequestEntityTooLargeException",
                                "A request body may have at most " + Limit.API_BODY_BYTES.value() + " bytes")));
    }

    private void run(Exchange exchange, byte[] body) {
        Optional<QueryService> service = Optional.empty();
        try {
            CredentialScope scope = authenticator.verify(exchange, body);
            Map<String, String> parameters =
                    parse(body.length == 0 ? exchange.query() : new String(body, StandardCharsets.UTF_8));
            String action = parameters.getOrDefault("Action", "");
            service = Optional.ofNullable(services.get(parameters.getOrDefault("Version", "")));
            if (service.isEmpty() && !scope.service().isEmpty()) {
                throw MissingService.of(scope, action);
            }
            Function<QueryCall, String> operation =
                    service.map(found -> found.actions().get(action)).orElse(null);
            if (operation == null) {
                throw new RequestException(
                        "InvalidAction",
                        "Could not find operation " + action + " for version "
                                + parameters.getOrDefault("Version", "(none)"));
            }
            QueryCall call = new QueryCall(scope.region(), parameters, scope.accessKeyId());
            QueryService found = service.orElseThrow();
            exchange.blocking(() -> answer(exchange, action, found, () -> operation.apply(call)));
        } catch (RuntimeException failure) {
            fail(exchange, service, failure);
        }
    }

    private static void answer(Exchange exchange, String action, QueryService service, Supplier<String> result) {
        try {
            String id = RequestIds.next();
            exchange.send(xml(200, id, service.form().answer(action, service.namespace(), id, result.get())));
        } catch (RuntimeException failure) {
            fail(exchange, Optional.of(service), failure);
        }
    }

    private static Map<String, String> parse(String form) {
        String[] pairs = form.split("&", Limit.QUERY_PARAMETERS.intValue() + 1);
        if (pairs.length > Limit.QUERY_PARAMETERS.value()) {
            throw new RequestException(
                    "ValidationError", "A call may have at most " + Limit.QUERY_PARAMETERS.value() + " parameters");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RequestException("MalformedQueryString", "The parameters are not well percent-encoded");
        }
    }

    /// @param service that is meant, where it is known
    private static void fail(Exchange exchange, Optional<QueryService> service, Throwable failure) {
        AwsError error = AwsError.of(failure, UNAVAILABLE);
        AwsError told = new AwsError(error.code(), QueryStatus.of(error.code(), error.status()), error.message());
        String id = RequestIds.next();
        QueryForm form = service.map(QueryService::form).orElse(QueryForm.QUERY);
        String namespace = service.map(QueryService::namespace).orElse("");
        exchange.send(xml(told.status(), id, form.error(told, namespace, id)));
    }

    private static Response xml(int status, String id, String body) {
        return new Response(
                status,
                Map.of("Content-Type", "text/xml", "x-amzn-RequestId", id),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
