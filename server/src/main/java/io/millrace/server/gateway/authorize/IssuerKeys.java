package io.millrace.server.gateway.authorize;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// The keys of one issuer: what is known of them, and when to look again. One fetch at a time; whoever needs its
/// outcome
/// waits for it.
final class IssuerKeys {
    private static final int OK = 200;
    private static final long NEVER = Long.MIN_VALUE;

    private final HttpKeySource.Issuer issuer;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private CompletableFuture<String> fetch = CompletableFuture.completedFuture("");
    private String text = "";
    private long fetchedMillis = NEVER;
    private long triedMillis = NEVER;

    IssuerKeys(HttpKeySource.Issuer issuer, InstantSource clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    boolean isOf(HttpKeySource.Issuer other) {
        return issuer.equals(other);
    }

    /// As they are known; waits when they are not, or were fetched too long ago.
    String current() throws InterruptedException {
        CompletableFuture<String> underway;
        lock.lock();
        try {
            if (isYounger(fetchedMillis, Limit.GATEWAY_KEYS_AGE_SECONDS)) {
                return text;
            }
            underway = look();
            if (isYounger(fetchedMillis, Limit.GATEWAY_KEYS_STALE_SECONDS)) {
                return text;
            }
        } finally {
            lock.unlock();
        }
        return await(underway);
    }

    /// Fetched again, unless that was only just done.
    String renewed() throws InterruptedException {
        CompletableFuture<String> underway;
        lock.lock();
        try {
            underway = look();
        } finally {
            lock.unlock();
        }
        return await(underway);
    }

    private boolean isYounger(long sinceMillis, Limit ageSeconds) {
        return sinceMillis != NEVER && clock.millis() - sinceMillis < TimeUnit.SECONDS.toMillis(ageSeconds.value());
    }

    private CompletableFuture<String> look() {
        if (fetch.isDone() && !isYounger(triedMillis, Limit.GATEWAY_KEYS_REFRESH_SECONDS)) {
            triedMillis = clock.millis();
            CompletableFuture<String> begun = new CompletableFuture<>();
            fetch = begun;
            Thread.ofVirtual().name("issuer-keys").start(() -> fetch(begun));
        }
        return fetch;
    }

    private void fetch(CompletableFuture<String> done) {
        try {
            String fetched = download();
            PublicKeys.read(fetched);
            lock.lock();
            try {
                text = fetched;
                fetchedMillis = clock.millis();
            } finally {
                lock.unlock();
            }
            done.complete(fetched);
        } catch (InterruptedException | TimeoutException e) {
            done.completeExceptionally(unavailable("no answer in time"));
        } catch (ExecutionException e) {
            done.completeExceptionally(unavailable(String.valueOf(e.getCause().getMessage())));
        } catch (UnavailableException e) {
            done.completeExceptionally(e);
        } catch (WrongAnswerException | RuntimeException e) {
            done.completeExceptionally(unavailable(String.valueOf(e.getMessage())));
        }
    }

    private String download() throws InterruptedException, ExecutionException, TimeoutException {
        Duration wait = Duration.ofSeconds(Limit.GATEWAY_KEYS_FETCH_SECONDS.value());
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(wait)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            try {
                HttpResponse<byte[]> response = client.sendAsync(
                                HttpRequest.newBuilder(issuer.keys())
                                        .timeout(wait)
                                        .build(),
                                BodyHandlers.limiting(BodyHandlers.ofByteArray(), Limit.GATEWAY_KEYS_BYTES.value()))
                        .get(wait.toMillis(), TimeUnit.MILLISECONDS);
                if (response.statusCode() != OK) {
                    throw unavailable("status " + response.statusCode());
                }
                return new String(response.body(), StandardCharsets.UTF_8);
            } finally {
                client.shutdownNow();
            }
        }
    }

    private UnavailableException unavailable(String why) {
        return new UnavailableException("The keys of " + issuer.name() + " cannot be fetched: " + why);
    }

    private static String await(CompletableFuture<String> fetch) throws InterruptedException {
        try {
            return fetch.get(Limit.GATEWAY_KEYS_FETCH_SECONDS.value() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnavailableException cause
                    ? cause
                    : new UnavailableException("Keys cannot be fetched", e.getCause());
        } catch (TimeoutException e) {
            throw new UnavailableException("Keys cannot be fetched in time");
        }
    }
}
