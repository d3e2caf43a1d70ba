package io.millrace.examples.mysfits.clicks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// The Mysfits service, known by its API alone: `GET /mysfits/{id}`.
///
/// Remembers the mysfits that it found for as long as the function's process lives: what is asked of them here never
/// changes. One that was not found is asked for again, for it may be added. Not for several threads: Lambda gives a
/// process one event at a time.
final class MysfitsService {
    static final int CACHE_ENTRIES_MAX = 1_000;

    /// What an id may look like. Clicks come from anyone, so that no id may lead to another path of the service.
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final ObjectReader MYSFIT =
            new ObjectMapper().readerFor(Mysfit.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String mysfits;
    private final Duration timeout;
    private final HttpClient client;
    private final Map<String, Mysfit> cache = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Mysfit> eldest) {
            return size() > CACHE_ENTRIES_MAX;
        }
    };

    /// @param api where the service is, with or without a slash at the end
    /// @param timeout of one look-up, from connecting to the last byte
    MysfitsService(String api, Duration timeout) {
        this.mysfits = api.replaceFirst("/+$", "") + "/mysfits/";
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /// Looks a mysfit up.
    ///
    /// @return nothing when there is no such mysfit
    /// @throws IOException when the service does not answer in time, or not what its API promises
    Optional<Mysfit> find(String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        Mysfit known = cache.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        HttpResponse<byte[]> answer = get(URI.create(mysfits + id));
        switch (answer.statusCode()) {
            case 200 -> {
                Mysfit found = MYSFIT.readValue(answer.body());
                cache.put(id, found);
                return Optional.of(found);
            }
            case 404 -> {
                return Optional.empty();
            }
            default -> throw new IOException(answer.uri() + " answered " + answer.statusCode());
        }
    }

    /// The time-out of an [HttpRequest] ends with the answer's headers; this one holds for its body too.
    private HttpResponse<byte[]> get(URI uri) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(uri + " could not be asked", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(uri + " did not answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(uri + " was interrupted");
        } finally {
            answer.cancel(true);
        }
    }
}
