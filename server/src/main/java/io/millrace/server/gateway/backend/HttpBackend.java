package io.millrace.server.gateway.backend;

import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.Headers;
import io.millrace.server.http.HeaderText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An HTTP server somewhere. Connections are kept and used again; redirects are the caller's matter.
public final class HttpBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(HttpBackend.class);

    /// Those that this client sets by itself.
    private static final Set<String> OURS = lowerCase("host", "expect");

    private final HttpClient client;
    private final String uri;

    /// @param uri with `{name}` where parameters go
    /// @param stageVariables put into it
    public HttpBackend(HttpClient client, String uri, Map<String, String> stageVariables) {
        this.client = client;
        this.uri = UriTemplate.withVariables(uri, stageVariables);
    }

    @Override
    public BackendAnswer call(BackendRequest request) throws GatewayFailure, InterruptedException {
        long begun = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = client.send(asked(request), HttpResponse.BodyHandlers.ofInputStream());
            return new BackendAnswer(
                    answer.statusCode(),
                    headers(answer),
                    Optional.of(Integer.toString(answer.statusCode())),
                    false,
                    new DeadlineStream(answer.body(), request.timeout().minusNanos(System.nanoTime() - begun)));
        } catch (HttpTimeoutException e) {
            throw new GatewayFailure(GatewayResponseType.INTEGRATION_TIMEOUT);
        } catch (IOException e) {
            LOG.debug("An integration at {} did not answer: {}", uri, e.toString());
            throw new GatewayFailure(
                    GatewayResponseType.INTEGRATION_FAILURE, "Network error communicating with endpoint");
        }
    }

    private HttpRequest asked(BackendRequest request) throws GatewayFailure {
        try {
            HttpRequest.Builder asked = HttpRequest.newBuilder(
                            new URI(UriTemplate.filled(uri, request.path(), request.query())))
                    .timeout(request.timeout())
                    .method(
                            request.method(),
                            request.body().length == 0
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofByteArray(request.body()));
            request.headers().entries().stream()
                    .filter(header -> !HeaderText.isOfConnection(header.getKey()) && !OURS.contains(header.getKey()))
                    .forEach(header -> asked.header(header.getKey(), header.getValue()));
            return asked.build();
        } catch (URISyntaxException | IllegalArgumentException e) {
            LOG.warn("The URI of an integration leads nowhere: {}", e.getMessage());
            throw new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR);
        }
    }

    private static Headers headers(HttpResponse<?> answer) {
        List<Entry<String, String>> headers = new ArrayList<>();
        answer.headers().map().forEach((name, values) -> values.stream()
                .filter(value -> !name.startsWith(":"))
                .forEach(value -> headers.add(Map.entry(name, value))));
        return Headers.of(headers);
    }

    private static Set<String> lowerCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
