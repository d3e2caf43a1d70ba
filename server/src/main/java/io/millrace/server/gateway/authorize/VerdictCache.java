package io.millrace.server.gateway.authorize;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Verdicts by who they are about. Who asks for one that is being found out waits for it: an authorizer is asked once
/// however many ask. Failures are not kept. Any thread; [#find] never blocks.
final class VerdictCache {
    private static final Logger LOG = LoggerFactory.getLogger(Authorizers.class);
    private static final long PENDING = Long.MAX_VALUE;
    private static final int KEPT_EIGHTHS = 7;

    private final InstantSource clock;
    private final Duration wait;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /// How a verdict is come by.
    @FunctionalInterface
    interface Question {
        Verdict ask() throws GatewayFailure, InterruptedException;
    }

    private static final class Slot {
        private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        private volatile long untilMillis = PENDING;
        private volatile Thread asking = Thread.currentThread();

        private boolean isLive(long nowMillis) {
            return nowMillis < untilMillis;
        }
    }

    /// @param wait for a verdict
    VerdictCache(InstantSource clock, Duration wait) {
        this.clock = clock;
        this.wait = wait;
    }

    /// What is kept and still holds.
    Optional<Verdict> find(String key) {
        Slot slot = slots.get(key);
        return slot != null && slot.untilMillis != PENDING && slot.isLive(clock.millis())
                ? Optional.of(slot.verdict.join())
                : Optional.empty();
    }

    /// What is kept, or the answer to the question, which is asked on a thread of its own.
    Verdict get(String key, int ttlSeconds, Question question) throws GatewayFailure {
        Slot mine = new Slot();
        while (true) {
            Slot present = slots.get(key);
            if (present != null && present.isLive(clock.millis())) {
                return await(present);
            }
            if (present == null ? slots.putIfAbsent(key, mine) == null : slots.replace(key, present, mine)) {
                if (slots.size() > Limit.GATEWAY_AUTHORIZER_RESULTS.value()) {
                    shrink(key);
                }
                start(mine, question, () -> keep(mine, ttlSeconds), () -> slots.remove(key, mine));
                return await(mine);
            }
        }
    }

    /// The answer to the question, and nothing is kept.
    Verdict ask(Question question) throws GatewayFailure {
        Slot mine = new Slot();
        start(mine, question, () -> {}, () -> {});
        return await(mine);
    }

    /// Forgets whatever has a key that begins so.
    void forget(String prefix) {
        slots.keySet().removeIf(key -> key.startsWith(prefix));
    }

    int size() {
        return slots.size();
    }

    private static void start(Slot slot, Question question, Runnable answered, Runnable failed) {
        slot.asking = Thread.ofVirtual().name("authorizer").start(() -> {
            try {
                Verdict verdict = question.ask();
                // In this order: whoever gets the verdict finds it kept.
                answered.run();
                slot.verdict.complete(verdict);
            } catch (GatewayFailure e) {
                failed.run();
                slot.verdict.completeExceptionally(e);
            } catch (InterruptedException e) {
                failed.run();
                slot.verdict.completeExceptionally(new GatewayFailure(GatewayResponseType.AUTHORIZER_FAILURE));
            } catch (RuntimeException | Error e) {
                LOG.error("An authorizer could not be asked", e);
                failed.run();
                slot.verdict.completeExceptionally(new GatewayFailure(GatewayResponseType.AUTHORIZER_FAILURE));
            }
        });
    }

    private Verdict await(Slot slot) throws GatewayFailure {
        try {
            return slot.verdict.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GatewayFailure failure
                    ? failure
                    : new GatewayFailure(GatewayResponseType.AUTHORIZER_FAILURE);
        } catch (TimeoutException e) {
            slot.asking.interrupt();
            slots.values().removeIf(any -> any == slot);
            throw new GatewayFailure(GatewayResponseType.AUTHORIZER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayFailure(GatewayResponseType.AUTHORIZER_FAILURE);
        }
    }

    private void keep(Slot slot, int ttlSeconds) {
        slot.untilMillis = clock.millis() + TimeUnit.SECONDS.toMillis(ttlSeconds);
    }

    private void shrink(String butKey) {
        long now = clock.millis();
        slots.values().removeIf(slot -> !slot.isLive(now));
        long target = Limit.GATEWAY_AUTHORIZER_RESULTS.value() * KEPT_EIGHTHS / Byte.SIZE;
        for (Iterator<String> keys = slots.keySet().iterator(); slots.size() > target && keys.hasNext(); ) {
            if (!keys.next().equals(butKey)) {
                keys.remove();
            }
        }
    }
}
