package io.millrace.server.functionurl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.Invocation;
import io.millrace.core.invoke.Functions;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.lambda.FunctionUrl;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.AwsError;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Function URLs: every request to the host of one becomes a call of its function, and what the function returns the
/// answer. Any method, any path.
///
/// Bounds: body, event and answer of [Limit#FUNCTION_PAYLOAD_BYTES] each.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html>
public final class FunctionUrlDoor {
    private final FunctionUrls urls;
    private final Functions functions;
    private final UrlAccess access;
    private final InstantSource clock;

    /// @param urls kept by the catalog, see [Catalog#listen]
    /// @param authenticator how those who sign are let in; that of the JSON services
    public FunctionUrlDoor(
            FunctionUrls urls, Functions functions, Catalog catalog, Authenticator authenticator, InstantSource clock) {
        this.urls = urls;
        this.functions = functions;
        this.access = new UrlAccess(catalog, authenticator);
        this.clock = clock;
    }

    /// Answers the exchange if it is for the host of a function URL.
    ///
    /// @return whether it is
    public boolean handle(Exchange exchange) {
        Optional<FunctionUrls.Host> host = FunctionUrls.host(exchange.host());
        host.ifPresent(named -> exchange.withBody(
                Limit.FUNCTION_PAYLOAD_BYTES.intValue(),
                body -> exchange.blocking(() -> answer(exchange, named, body)),
                () -> exchange.send(tooLarge())));
        return host.isPresent();
    }

    private void answer(Exchange exchange, FunctionUrls.Host host, byte[] body) throws InterruptedException {
        Optional<FunctionUrl> found = urls.find(host);
        if (found.isEmpty()) {
            exchange.send(refusal(
                    403,
                    new RequestException(
                            "AccessDeniedException",
                            "Forbidden: there is no function URL " + host.urlId() + " in " + host.region())));
            return;
        }
        FunctionUrl url = found.get();
        Optional<Response> preflight = url.cors().flatMap(cors -> UrlCors.preflight(cors, exchange));
        Response answer = preflight.isPresent() ? preflight.get() : call(exchange, url, body);
        exchange.send(
                preflight.isPresent() || url.cors().isEmpty()
                        ? answer
                        : UrlCors.with(url.cors().get(), exchange, answer));
    }

    private Response call(Exchange exchange, FunctionUrl url, byte[] body) throws InterruptedException {
        try {
            Optional<String> accessKeyId = access.verify(url, exchange, body);
            String requestId = functions.requestId();
            byte[] event = new UrlEvent(url, exchange, body, accessKeyId, requestId, clock.instant()).json();
            if (event.length > Limit.FUNCTION_PAYLOAD_BYTES.value()) {
                return tooLarge();
            }
            Invocation invocation = new Invocation(
                    requestId, event, url.functionArn(), Optional.empty(), exchange.header("X-Amzn-Trace-Id"));
            Response answer = UrlAnswer.of(
                    functions.invoke(functions.resolve(url.region(), url.function(), url.qualifier()), invocation));
            Map<String, String> headers = new LinkedHashMap<>(answer.headers());
            headers.put("x-amzn-RequestId", requestId);
            return new Response(answer.status(), headers, answer.more(), answer.body());
        } catch (RequestException e) {
            return refused(e);
        } catch (UnavailableException e) {
            return refusal(503, new RequestException("ServiceUnavailableException", e.getMessage()));
        }
    }

    private static Response refused(RequestException failure) {
        return switch (failure.code()) {
            case "TooManyRequestsException" -> refusal(429, failure);
            case "RequestTooLargeException" -> tooLarge();
            default -> {
                boolean ofTheCaller = AwsError.of(failure, "").status() == 403;
                yield ofTheCaller ? refusal(403, failure) : UrlAnswer.badGateway();
            }
        };
    }

    private static Response tooLarge() {
        return refusal(
                413,
                new RequestException(
                        "RequestTooLargeException",
                        "A request may have at most " + Limit.FUNCTION_PAYLOAD_BYTES.value()
                                + " bytes, as the function gets it"));
    }

    private static Response refusal(int status, RequestException failure) {
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("Message", failure.getMessage())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new Response(
                status, Map.of("Content-Type", "application/json", "x-amzn-ErrorType", failure.code()), body);
    }
}
