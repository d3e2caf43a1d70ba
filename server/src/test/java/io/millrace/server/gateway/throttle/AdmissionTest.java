package io.millrace.server.gateway.throttle;

import static io.millrace.server.gateway.throttle.Plans.MEMBER;
import static io.millrace.server.gateway.throttle.Plans.REGION;
import static io.millrace.server.gateway.throttle.Plans.VALUE;
import static io.millrace.server.gateway.throttle.Plans.method;
import static io.millrace.server.gateway.throttle.Plans.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.Throttle;
import io.millrace.core.resource.apigateway.UsagePlan.Quota;
import io.millrace.core.resource.apigateway.UsagePlan.Quota.Period;
import io.millrace.server.gateway.call.GatewayFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Stage PLAIN = stage("prod", Map.of());
    private static final ApiMethod OPEN = method("GET", false);
    private static final ApiMethod KEYED = method("GET", true);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-30T23:59:00Z"));
    private final InstantSource clock = now::get;
    private final AtomicLong nanos = new AtomicLong();
    private final MemoryLog log = new MemoryLog(clock);
    private final PlanIndex index = new PlanIndex();
    private UsagePlans plans = new UsagePlans(index, UsageCounts.open(log, Set.of()), clock, nanos::get);
    private Admission admission = admission(Optional.of(Throttles.ACCOUNT));

    private Admission admission(Optional<Throttle> account) {
        return new Admission(plans, new Throttles(account, nanos::get));
    }

    private void restart() {
        plans = new UsagePlans(index, UsageCounts.open(log, index.members()), clock, nanos::get);
        admission = admission(Optional.of(Throttles.ACCOUNT));
    }

    private boolean passes(Stage stage, ApiMethod method, Optional<String> key) {
        return refusal(stage, method, key).isEmpty();
    }

    private Optional<GatewayResponseType> refusal(Stage stage, ApiMethod method, Optional<String> key) {
        try {
            admission.admit(stage, method, "/pets/{petId}", key);
            return Optional.empty();
        } catch (GatewayFailure e) {
            return Optional.of(e.type());
        }
    }

    private long remaining() {
        LocalDate today = LocalDate.ofInstant(now.get(), ZoneOffset.UTC);
        return plans.usage(REGION, MEMBER, today, today).getFirst().remaining().orElseThrow();
    }

    @Test
    void theMethodsOwnThrottleGoesBeforeThatOfAllAndEachMethodHasItsOwn() {
        Stage stage = stage("prod", Map.of("*/*", new Throttle(0, 2), "~1pets~1{petId}/PUT", new Throttle(0, 1)));

        assertThat(passes(stage, method("PUT", false), Optional.empty())).isTrue();
        assertThat(refusal(stage, method("PUT", false), Optional.empty())).contains(GatewayResponseType.THROTTLED);
        assertThat(passes(stage, OPEN, Optional.empty())).isTrue();
        assertThat(passes(stage, OPEN, Optional.empty())).isTrue();
        assertThat(passes(stage, OPEN, Optional.empty())).isFalse();
        assertThat(passes(stage, method("ANY", false), Optional.empty())).isTrue();
        assertThat(passes(stage("test", Map.of("*/*", new Throttle(0, 2))), OPEN, Optional.empty()))
                .isTrue();
    }

    @Test
    void aThrottleThatIsChangedBeginsAnew() {
        assertThat(passes(stage("prod", Map.of("*/*", new Throttle(0, 1))), OPEN, Optional.empty()))
                .isTrue();
        assertThat(passes(stage("prod", Map.of("*/*", new Throttle(0, 1))), OPEN, Optional.empty()))
                .isFalse();
        assertThat(passes(stage("prod", Map.of("*/*", new Throttle(0, 3))), OPEN, Optional.empty()))
                .isTrue();
    }

    @Test
    void theAccountHoldsAllStagesOfARegionTogetherAndARefusedRequestCountsNowhere() {
        admission = admission(Optional.of(new Throttle(1, 1)));
        Stage stage = stage("prod", Map.of("*/*", new Throttle(0, 2)));
        assertThat(passes(stage, OPEN, Optional.empty())).isTrue();
        assertThat(passes(stage("test", Map.of()), OPEN, Optional.empty())).isFalse();
        assertThat(passes(stage, OPEN, Optional.empty())).isFalse();
        nanos.addAndGet(1_000_000_000);
        assertThat(passes(stage, OPEN, Optional.empty())).isTrue();
    }

    @Test
    void aKeyMustBeThereKnownEnabledAndInAPlanOfTheStage() {
        index.put(Plans.key(true));
        assertThat(refusal(PLAIN, KEYED, VALUE)).as("in no plan").contains(GatewayResponseType.INVALID_API_KEY);
        index.put(Plans.plan(Optional.empty(), Optional.empty(), Map.of()));
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(refusal(PLAIN, KEYED, Optional.empty())).contains(GatewayResponseType.INVALID_API_KEY);
        assertThat(refusal(PLAIN, KEYED, Optional.of("other"))).contains(GatewayResponseType.INVALID_API_KEY);
        assertThat(refusal(stage("test", Map.of()), KEYED, VALUE)).contains(GatewayResponseType.INVALID_API_KEY);
        assertThat(passes(PLAIN, OPEN, Optional.of("other"))).isTrue();
        index.put(Plans.key(false));
        assertThat(refusal(PLAIN, KEYED, VALUE)).contains(GatewayResponseType.INVALID_API_KEY);
        index.put(Plans.key(true));
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        index.removed(Plans.key(true));
        assertThat(refusal(PLAIN, KEYED, VALUE)).contains(GatewayResponseType.INVALID_API_KEY);
    }

    @Test
    void thePlansThrottleHoldsEachKeyAndThatOfAMethodGoesBeforeIt() {
        index.put(Plans.key(true));
        index.put(Plans.plan(
                Optional.of(new Throttle(0, 3)), Optional.empty(), Map.of("/pets/{petId}/PUT", new Throttle(0, 1))));

        assertThat(passes(PLAIN, method("PUT", true), VALUE)).isTrue();
        assertThat(refusal(PLAIN, method("PUT", true), VALUE)).contains(GatewayResponseType.THROTTLED);
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(passes(PLAIN, method("DELETE", true), VALUE)).isTrue();
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(passes(PLAIN, KEYED, VALUE)).isFalse();
    }

    @Test
    void aQuotaIsUsedUpAndBeginsAnewWithItsPeriod() {
        index.put(Plans.key(true));
        index.put(Plans.quota(new Quota(2, 0, Period.DAY)));

        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(remaining()).isEqualTo(1);
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> admission.admit(PLAIN, KEYED, "/pets/{petId}", VALUE))
                .withMessage("Limit Exceeded")
                .matches(failure -> failure.type() == GatewayResponseType.QUOTA_EXCEEDED);
        now.set(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(plans.usage(REGION, MEMBER, LocalDate.parse("2026-01-29"), LocalDate.parse("2026-01-31")))
                .extracting(UsagePlans.DayUsage::used)
                .containsExactly(0L, 2L, 1L);
    }

    @Test
    void theFirstPeriodHasTheOffsetLess() {
        index.put(Plans.key(true));
        index.put(Plans.quota(new Quota(3, 2, Period.MONTH)));

        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(passes(PLAIN, KEYED, VALUE)).isFalse();
        now.set(Instant.parse("2026-02-01T00:00:00Z"));
        for (int i = 0; i < 3; i++) {
            assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        }
        assertThat(passes(PLAIN, KEYED, VALUE)).isFalse();
    }

    @Test
    void aWeekBeginsOnSunday() {
        index.put(Plans.key(true));
        index.put(Plans.quota(new Quota(1, 0, Period.WEEK)));

        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        now.set(Instant.parse("2026-01-31T23:59:59Z"));
        assertThat(passes(PLAIN, KEYED, VALUE)).isFalse();
        now.set(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
    }

    @Test
    void aThrottledRequestUsesNoQuota() {
        index.put(Plans.key(true));
        index.put(Plans.plan(Optional.of(new Throttle(0, 1)), Optional.of(new Quota(5, 0, Period.DAY)), Map.of()));

        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(refusal(PLAIN, KEYED, VALUE)).contains(GatewayResponseType.THROTTLED);
        assertThat(remaining()).isEqualTo(4);
    }

    @Test
    void whatIsLeftCanBeSet() {
        index.put(Plans.key(true));
        index.put(Plans.quota(new Quota(1, 0, Period.DAY)));
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        plans.setRemaining(REGION, MEMBER, 2);
        assertThat(remaining()).isEqualTo(2);
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        plans.flush();
        restart();
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(passes(PLAIN, KEYED, VALUE)).isFalse();
    }

    @Test
    void countsSurviveARestartFromTheLastWriteOn() {
        index.put(Plans.key(true));
        index.put(Plans.quota(new Quota(5, 0, Period.DAY)));
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        plans.flush();
        plans.flush();
        assertThat(log.extent(UsageCounts.STREAM).endOffset())
                .as("what has not changed is not written")
                .isEqualTo(1);
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        restart();
        assertThat(remaining()).isEqualTo(3);
    }

    @Test
    void countsThatCannotBeWrittenAreWrittenLater() {
        index.put(Plans.key(true));
        index.put(Plans.quota(new Quota(5, 0, Period.DAY)));
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        log.aroundAppends(effect -> {
            throw new UnavailableException("disk full");
        });
        plans.flush();
        log.aroundAppends(Runnable::run);
        plans.flush();
        restart();
        assertThat(remaining()).isEqualTo(4);
    }

    @Test
    void aLongStreamIsCompactedWithoutLosingACount() {
        index.put(Plans.key(true));
        index.put(Plans.quota(new Quota(1_000_000, 0, Period.MONTH)));
        for (int i = 0; i < 20_001; i++) {
            assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
            nanos.addAndGet(1_000_000);
            plans.flush();
        }
        assertThat(log.extent(UsageCounts.STREAM).firstOffset()).isEqualTo(20_000);
        restart();
        assertThat(remaining()).isEqualTo(1_000_000 - 20_001);
    }

    @Test
    void aKeyThatLeavesItsPlanBeginsAnewWhenItComesBack() {
        index.put(Plans.key(true));
        index.put(Plans.quota(new Quota(1, 0, Period.DAY)));
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        plans.flush();
        index.removed(Plans.quota(new Quota(1, 0, Period.DAY)));
        assertThat(refusal(PLAIN, KEYED, VALUE)).contains(GatewayResponseType.INVALID_API_KEY);
        index.put(Plans.quota(new Quota(1, 0, Period.DAY)));
        plans.flush();
        restart();
        assertThat(passes(PLAIN, KEYED, VALUE)).isTrue();
        assertThat(passes(PLAIN, KEYED, VALUE)).isFalse();
    }

    @Test
    void usageIsAskedForWithinItsBoundsAndOfKeysOfThePlan() {
        index.put(Plans.key(true));
        index.put(Plans.plan(Optional.empty(), Optional.empty(), Map.of()));
        LocalDate day = LocalDate.parse("2026-01-30");

        assertThat(plans.usage(REGION, MEMBER, day, day))
                .containsExactly(new UsagePlans.DayUsage(day, 0, Optional.empty()));
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> plans.usage(REGION, MEMBER, day, day.plusDays(94)));
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> plans.usage(REGION, MEMBER, day, day.minusDays(1)));
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> plans.usage(REGION, new KeyInPlan("plan01", "other"), day, day))
                .matches(refusal -> refusal.code().equals("NotFoundException"));
        assertThatExceptionOfType(RequestException.class).isThrownBy(() -> plans.setRemaining(REGION, MEMBER, 1));
    }

    @Test
    void theCatalogIsFollowedAndCountsAreWrittenAtTheEnd() {
        MemoryLog fresh = new MemoryLog(clock);
        try (UsagePlans opened = UsagePlans.open(Catalog.open(fresh), fresh, clock, nanos::get)) {
            assertThatExceptionOfType(RequestException.class).isThrownBy(() -> opened.setRemaining(REGION, MEMBER, 1));
        }
        assertThat(fresh.extent(UsageCounts.STREAM).endOffset()).isZero();
    }
}
