package io.millrace.server.gateway.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.Headers;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.InnerExchange;
import io.millrace.server.http.InnerRequest;
import io.millrace.server.http.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An action of one of our own services, asked by the same door as from outside, without the network.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-request-basic-setup.html>
public final class ActionBackend implements Backend {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FUNCTION_ERROR = "X-Amz-Function-Error";

    private final HttpHandler door;
    private final ActionUri uri;
    private final Deadlines deadlines = new Deadlines();

    /// @param door of AWS's APIs that lets in whoever asks
    public ActionBackend(HttpHandler door, ActionUri uri) {
        this.door = door;
        this.uri = uri;
    }

    @Override
    public BackendAnswer call(BackendRequest request) throws GatewayFailure, InterruptedException {
        try {
            Response answer = InnerExchange.call(door, asked(request))
                    .get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return answered(answer);
        } catch (TimeoutException e) {
            throw new GatewayFailure(GatewayResponseType.INTEGRATION_TIMEOUT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A door gave no answer", e);
        }
    }

    /// Whether it is an action of a JSON service: its answers are selected by their status alone.
    public boolean isOfJsonService() {
        return uri.target().isPresent();
    }

    /// As [#call], without waiting.
    ///
    /// @return fails with a [TimeoutException]; completed by any thread, so whatever hangs on it must be short
    public CompletionStage<Response> ask(BackendRequest request) {
        CompletableFuture<Response> answer = InnerExchange.call(door, asked(request));
        deadlines.watch(answer, request.timeout());
        return answer;
    }

    private InnerRequest asked(BackendRequest request) {
        List<Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("Authorization", uri.authorization()));
        uri.target().ifPresent(target -> headers.add(Map.entry("X-Amz-Target", target)));
        request.headers().entries().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Authorization")
                        && !header.getKey().equalsIgnoreCase("X-Amz-Target"))
                .forEach(headers::add);
        String path = UriTemplate.filled(uri.path(), request.path(), List.of());
        List<Entry<String, String>> query = new ArrayList<>(uri.query());
        query.addAll(request.query());
        return new InnerRequest(
                uri.target().isPresent() ? "POST" : request.method(),
                uri.host(),
                path,
                UriTemplate.form(query),
                headers,
                request.body());
    }

    /// What [#ask] came to.
    public BackendAnswer answered(Response answer) {
        List<Entry<String, String>> headers = new ArrayList<>(answer.headers().entrySet());
        headers.addAll(answer.more());
        Headers all = Headers.of(headers);
        boolean functionError = all.last(FUNCTION_ERROR).isPresent();
        return new BackendAnswer(
                answer.status(),
                all,
                selector(answer, functionError),
                functionError,
                new ByteArrayInputStream(answer.body()));
    }

    /// Patterns such as `.+` are for the errors of functions: the status of one that did not fail is not for them.
    private Optional<String> selector(Response answer, boolean functionError) {
        if (functionError) {
            return Optional.of(errorMessage(answer.body()));
        }
        boolean wellDone = uri.service().equals("lambda") && answer.status() / 100 == 2;
        return wellDone ? Optional.empty() : Optional.of(Integer.toString(answer.status()));
    }

    private static String errorMessage(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8))
                    .path("errorMessage")
                    .asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
