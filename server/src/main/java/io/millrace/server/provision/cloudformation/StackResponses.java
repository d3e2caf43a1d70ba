package io.millrace.server.provision.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Where functions of custom resources, and whoever signals a wait handle, put what they have to say: `PUT` to a path
/// with a token that cannot be guessed, up to [Limit#STACK_RESPONSE_BYTES]. The token of a custom resource is good for
/// one answer and as long as it is waited for; the token of a wait handle is good as long as there is the handle.
///
/// Both live in memory: after a restart a custom resource's request is sent again with a new token, and signals that
/// came before are to be given again. Thread-safe.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html>
public final class StackResponses {
    /// What all these paths begin with.
    public static final String PATH = "/_millrace/stack-responses/";

    static final String TOO_LONG = "Response object is too long.";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOKEN_BYTES = 16;

    private final Supplier<String> endpoint;
    private final Catalog catalog;
    private final RandomGenerator random;
    private final Map<String, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
    private final Map<String, SignalBox> handles = new ConcurrentHashMap<>();

    /// @param endpoint where functions reach this program: `http://127.0.0.1:4566`; asked when the first stack is made
    /// @param catalog tells wait handles from before a restart
    /// @param random of what tokens are made; must be secure
    public StackResponses(Supplier<String> endpoint, Catalog catalog, RandomGenerator random) {
        this.endpoint = endpoint;
        this.catalog = catalog;
        this.random = random;
    }

    /// Answers the exchange if it is for a path of these. To be asked before the operator's pages.
    public boolean handle(Exchange exchange) {
        if (!exchange.path().startsWith(PATH)) {
            return false;
        }
        if (exchange.method().equals("PUT")) {
            String token = exchange.path().substring(PATH.length());
            exchange.withWholeBody(
                    Limit.STACK_RESPONSE_BYTES.intValue(),
                    body -> exchange.blocking(() -> exchange.send(take(token, body))),
                    () -> exchange.blocking(() -> exchange.send(tooLong(token))));
        } else {
            exchange.send(new Response(405, Map.of("Allow", "PUT"), new byte[0]));
        }
        return true;
    }

    /// The address behind which a wait handle takes signals.
    String url(String token) {
        return endpoint.get() + PATH + token;
    }

    /// The token at the end of such an address.
    static Optional<String> token(String url) {
        int mark = url.indexOf(PATH);
        return mark < 0 ? Optional.empty() : Optional.of(url.substring(mark + PATH.length()));
    }

    /// Begins to wait for one answer.
    Awaited open() {
        if (awaited.size() >= Limit.STACK_RESPONSES.value()) {
            throw new UnavailableException("Too many custom resources are waited for");
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        awaited.put(token, answer);
        return new Awaited(token, answer);
    }

    /// The signals of a wait handle.
    SignalBox box(String token) {
        if (handles.size() >= Limit.STACK_RESPONSES.value() && !handles.containsKey(token)) {
            throw new UnavailableException("Too many wait handles");
        }
        return handles.computeIfAbsent(token, none -> new SignalBox());
    }

    void forget(String token) {
        handles.remove(token);
    }

    private Response take(String token, byte[] body) {
        CompletableFuture<JsonNode> answer = awaited.remove(token);
        JsonNode read = parse(body);
        if (answer != null) {
            answer.complete(read);
            return Response.of(200, Map.of());
        }
        if (!handles.containsKey(token) && !isHandle(token)) {
            return refused(403, "Nothing waits for this, or it was answered already");
        }
        String uniqueId = read.path("UniqueId").asText();
        String status = read.path("Status").asText();
        if (uniqueId.isEmpty() || !(status.equals("SUCCESS") || status.equals("FAILURE"))) {
            return refused(
                    400, "A signal is a JSON object with UniqueId, Status (SUCCESS or FAILURE), Data and Reason");
        }
        JsonNode data = read.path("Data");
        box(token)
                .put(new SignalBox.Signal(
                        uniqueId,
                        status.equals("SUCCESS"),
                        data.isValueNode() ? data.asText() : data.toString(),
                        read.path("Reason").asText()));
        return Response.of(200, Map.of());
    }

    private Response tooLong(String token) {
        CompletableFuture<JsonNode> answer = awaited.remove(token);
        if (answer != null) {
            answer.complete(JSON.createObjectNode().put("Status", "FAILED").put("Reason", TOO_LONG));
        }
        return refused(413, TOO_LONG);
    }

    private boolean isHandle(String token) {
        return !token.isEmpty()
                && catalog.list(StackResource.class).stream()
                        .anyMatch(resource -> resource.type().equals(WaitConditionHandleType.NAME)
                                && token(resource.physicalId())
                                        .filter(token::equals)
                                        .isPresent());
    }

    private static Response refused(int status, String message) {
        return Response.of(status, "text/plain", message + "\n");
    }

    /// What is no JSON is nothing.
    private static JsonNode parse(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? JSON.missingNode() : read;
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory", e);
        }
    }

    /// An answer that is waited for. To be closed, after which none is taken.
    final class Awaited implements AutoCloseable {
        private final String token;
        private final CompletableFuture<JsonNode> answer;

        private Awaited(String token, CompletableFuture<JsonNode> answer) {
            this.token = token;
            this.answer = answer;
        }

        /// For functions that take any address.
        String url() {
            return StackResponses.this.url(token);
        }

        /// For functions that write to AWS's own over HTTPS whatever the address says; the functions' proxy answers.
        String urlOverHttps(String region) {
            return "https://cloudformation-custom-resource-response-" + region.replace("-", "") + ".s3.amazonaws.com"
                    + PATH + token;
        }

        /// @return a missing node for what was no JSON; empty when the time is up
        Optional<JsonNode> take(Duration atMost) throws InterruptedException {
            try {
                return Optional.of(answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException("It is only ever completed", e);
            }
        }

        @Override
        public void close() {
            awaited.remove(token);
        }
    }
}
