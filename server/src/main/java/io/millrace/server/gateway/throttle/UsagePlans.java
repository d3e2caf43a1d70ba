package io.millrace.server.gateway.throttle;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.Throttle;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.core.resource.apigateway.UsagePlan.PlanStage;
import io.millrace.server.gateway.call.GatewayFailure;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What API keys may call, and how much they have. Follows the catalog by itself.
///
/// Calls are counted by day in UTC and kept for [Limit#GATEWAY_USAGE_DAYS]; counts are written every
/// [Limit#GATEWAY_USAGE_FLUSH_MILLIS] when they have changed, so a crash loses the calls since.
///
/// Any thread; only [#close] blocks.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html>
public final class UsagePlans implements AutoCloseable {
    private final PlanIndex index;
    private final UsageCounts counts;
    private final InstantSource clock;
    private final Buckets buckets;
    private final CountDownLatch closing = new CountDownLatch(1);
    private Optional<Thread> writer = Optional.empty();

    UsagePlans(PlanIndex index, UsageCounts counts, InstantSource clock, LongSupplier nanos) {
        this.index = index;
        this.counts = counts;
        this.clock = clock;
        buckets = new Buckets(nanos);
        index.onLeave(counts::forget);
    }

    /// @param nanos [System#nanoTime]
    public static UsagePlans open(Catalog catalog, EventLog log, InstantSource clock, LongSupplier nanos) {
        PlanIndex index = new PlanIndex();
        catalog.listen(index);
        UsagePlans plans = new UsagePlans(index, UsageCounts.open(log, index.members()), clock, nanos);
        plans.writer = Optional.of(Thread.ofVirtual().name("gateway-usage").start(plans::writeNowAndThen));
        return plans;
    }

    /// Calls of one day.
    ///
    /// @param day in UTC
    /// @param used calls
    /// @param remaining at its end, where the plan has a quota
    public record DayUsage(LocalDate day, long used, Optional<Long> remaining) {}

    /// One counted call of a key.
    ///
    /// @param key whose
    /// @param bucket that it must take from, where the plan has a throttle
    /// @param usage where it was counted
    /// @param day when
    record Use(ApiKey key, Optional<TokenBucket> bucket, KeyUsage usage, LocalDate day) {
        void giveBack() {
            usage.giveBack(day);
        }
    }

    private record OfKey(KeyInPlan member) {}

    private record OfMethod(KeyInPlan member, String apiId, String stage, MethodKey method) {}

    /// Finds the plan that lets a key call a stage, and counts the call.
    ///
    /// @throws GatewayFailure INVALID_API_KEY, QUOTA_EXCEEDED; THROTTLED when no more keys can be counted
    Use use(Stage stage, MethodKey method, Optional<String> apiKey) throws GatewayFailure {
        ApiKey key = apiKey.flatMap(value -> index.key(stage.region(), value))
                .filter(ApiKey::enabled)
                .orElseThrow(() -> new GatewayFailure(GatewayResponseType.INVALID_API_KEY));
        for (UsagePlan plan : index.plans(key)) {
            Optional<PlanStage> of = plan.stages().stream()
                    .filter(each ->
                            each.apiId().equals(stage.apiId()) && each.stage().equals(stage.name()))
                    .findFirst();
            if (of.isPresent()) {
                return use(key, plan, of.get(), method);
            }
        }
        throw new GatewayFailure(GatewayResponseType.INVALID_API_KEY);
    }

    /// What a key has used, for GetUsage.
    ///
    /// @param to that day too; at most [Limit#GATEWAY_USAGE_DAYS] after `from`
    /// @throws RequestException `NotFoundException`, `BadRequestException`
    public List<DayUsage> usage(String region, KeyInPlan member, LocalDate from, LocalDate to) {
        UsagePlan plan = plan(region, member);
        if (to.isBefore(from) || from.plusDays(Limit.GATEWAY_USAGE_DAYS.value()).isBefore(to)) {
            throw new RequestException(
                    "BadRequestException",
                    "endDate must be startDate or up to " + Limit.GATEWAY_USAGE_DAYS.value() + " days later");
        }
        return counts.find(member).orElseGet(KeyUsage::new).between(from, to, plan.quota());
    }

    /// Lets a key have so many calls left in the present period of its quota, for UpdateUsage.
    ///
    /// @throws RequestException `NotFoundException`; `BadRequestException` when the plan has no quota
    public void setRemaining(String region, KeyInPlan member, long remaining) {
        UsagePlan plan = plan(region, member);
        UsagePlan.Quota quota = plan.quota()
                .orElseThrow(() ->
                        new RequestException("BadRequestException", "Usage Plan " + member.planId() + " has no quota"));
        counts.of(member)
                .orElseThrow(() -> new RequestException("LimitExceededException", "Too many API keys are counted"))
                .setRemaining(today(), quota, remaining);
    }

    /// Writes the counts that have changed.
    void flush() {
        counts.flush();
    }

    /// Writes the counts a last time. To be closed before the log is.
    @Override
    public void close() {
        closing.countDown();
        try {
            if (writer.isPresent()) {
                writer.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flush();
    }

    private Use use(ApiKey key, UsagePlan plan, PlanStage stage, MethodKey method) throws GatewayFailure {
        KeyInPlan member = new KeyInPlan(plan.planId(), key.keyId());
        KeyUsage usage = counts.of(member).orElseThrow(() -> new GatewayFailure(GatewayResponseType.THROTTLED));
        LocalDate today = today();
        if (!usage.use(today, plan.quota())) {
            throw new GatewayFailure(GatewayResponseType.QUOTA_EXCEEDED);
        }
        Optional<Throttle> ofMethod = method.find(stage.methods());
        Optional<TokenBucket> bucket = ofMethod.isPresent()
                ? ofMethod.map(
                        throttle -> buckets.of(new OfMethod(member, stage.apiId(), stage.stage(), method), throttle))
                : plan.throttle().map(throttle -> buckets.of(new OfKey(member), throttle));
        return new Use(key, bucket, usage, today);
    }

    private UsagePlan plan(String region, KeyInPlan member) {
        return index.plan(region, member.planId())
                .filter(plan -> plan.keyIds().contains(member.keyId()))
                .orElseThrow(() -> new RequestException(
                        "NotFoundException", "Invalid API Key identifier specified: " + member.keyId()));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private void writeNowAndThen() {
        try {
            while (!closing.await(Limit.GATEWAY_USAGE_FLUSH_MILLIS.value(), TimeUnit.MILLISECONDS)) {
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
