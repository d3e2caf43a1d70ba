package io.millrace.server.aws.dynamodb.remote;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.TableLimit;
import io.millrace.server.aws.auth.RequestSigner;
import io.millrace.server.aws.dynamodb.DynamoDbDialect;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.http.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tables that are another server's: each call of DynamoDB is passed on as it came, signed anew with this server's own
/// keys, and its answer passed back. What a call means is the other server's matter alone. Never blocks; connections
/// are kept and used again. Errors: [UnavailableException] when there is no answer, or too many are waited for.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html>
public final class RemoteTables implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteTables.class);
    private static final String TARGET = "DynamoDB_20120810";
    private static final String VERSION = "1.0";
    private static final String SERVICE = "dynamodb";
    private static final List<String> PASSED_BACK = List.of("Content-Type", "x-amzn-RequestId", "x-amz-crc32");

    private final String region;
    private final URI endpoint;
    private final RequestSigner signer;
    private final Semaphore underWay = new Semaphore(TableLimit.TABLE_REMOTE_CALLS.intValue());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(TableLimit.TABLE_REMOTE_CONNECT_SECONDS.value()))
            .build();

    /// @param endpoint scheme, host and port
    public RemoteTables(String region, URI endpoint, RequestSigner signer) {
        this.region = region;
        this.endpoint = endpoint;
        this.signer = signer;
    }

    /// All of DynamoDB's operations, whatever they are called.
    public JsonService service() {
        return new JsonService(
                TARGET, VERSION, Map.of(JsonService.ANY, JsonService.relayed(this::call)), new DynamoDbDialect());
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private CompletionStage<Response> call(String operation, byte[] body) {
        if (!underWay.tryAcquire()) {
            throw new UnavailableException("Too many calls wait for " + endpoint.getAuthority() + "; try again");
        }
        try {
            HttpRequest request = request(operation, body);
            return client.sendAsync(
                            request,
                            BodyHandlers.limiting(
                                    BodyHandlers.ofByteArray(), TableLimit.TABLE_REMOTE_ANSWER_BYTES.value()))
                    .whenComplete((answer, failure) -> underWay.release())
                    .thenApply(RemoteTables::response)
                    .exceptionally(failure -> {
                        throw unavailable(failure);
                    });
        } catch (RuntimeException e) {
            underWay.release();
            throw e;
        }
    }

    private HttpRequest request(String operation, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/x-amz-json-" + VERSION);
        headers.put("x-amz-target", TARGET + "." + operation);
        Map<String, String> signed = new LinkedHashMap<>(headers);
        signed.put("host", endpoint.getAuthority());
        headers.putAll(signer.sign(region, SERVICE, signed, body));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(Duration.ofSeconds(TableLimit.TABLE_REMOTE_SECONDS.value()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request.build();
    }

    private static Response response(HttpResponse<byte[]> answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : PASSED_BACK) {
            answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        return new Response(answer.statusCode(), headers, answer.body());
    }

    private UnavailableException unavailable(Throwable failure) {
        LOG.debug("A call was not answered by {}", endpoint, failure);
        return new UnavailableException(
                "The tables are at %s, which did not answer".formatted(endpoint.getAuthority()), failure);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
