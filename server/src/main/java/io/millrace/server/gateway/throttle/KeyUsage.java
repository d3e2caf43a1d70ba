package io.millrace.server.gateway.throttle;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.UsagePlan.Quota;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The calls of one API key under one usage plan, day by day, and what its quota leaves of them. Any thread.
final class KeyUsage {
    private final TreeMap<LocalDate, Long> calls = new TreeMap<>();
    private final TreeMap<LocalDate, Long> extras = new TreeMap<>();
    private Optional<LocalDate> first = Optional.empty();
    private final Set<LocalDate> changedDays = new TreeSet<>();
    private boolean changed;

    /// As it is kept.
    ///
    /// @param first day on which the key was used under this plan
    /// @param calls of each day
    /// @param extras calls more, or less, than the quota's, by the period's first day
    record Counts(Optional<LocalDate> first, Map<LocalDate, Long> calls, Map<LocalDate, Long> extras) {
        Counts {
            calls = Map.copyOf(calls);
            extras = Map.copyOf(extras);
        }
    }

    /// Counts a call, unless the quota does not leave one.
    synchronized boolean use(LocalDate today, Optional<Quota> quota) {
        if (quota.isPresent() && remaining(today, quota.get()) <= 0) {
            return false;
        }
        if (first.isEmpty()) {
            first = Optional.of(today);
        }
        calls.merge(today, 1L, Long::sum);
        forgetOld(today);
        changedDays.add(today);
        return true;
    }

    /// Takes a call back that did not come about.
    synchronized void giveBack(LocalDate day) {
        calls.computeIfPresent(day, (any, count) -> count > 1 ? count - 1 : null);
        changedDays.add(day);
    }

    /// Lets so many calls be left in the present period.
    synchronized void setRemaining(LocalDate today, Quota quota, long remaining) {
        extras.merge(QuotaPeriod.begin(quota.period(), today), remaining - remaining(today, quota), Long::sum);
        changed = true;
    }

    /// What is used on each day, and left at its end.
    synchronized List<UsagePlans.DayUsage> between(LocalDate from, LocalDate to, Optional<Quota> quota) {
        List<UsagePlans.DayUsage> days = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            LocalDate at = day;
            days.add(new UsagePlans.DayUsage(
                    day, calls.getOrDefault(day, 0L), quota.map(limit -> Math.max(0, remaining(at, limit)))));
        }
        return days;
    }

    /// What has changed since it was last taken.
    synchronized Optional<Counts> takeChanged() {
        if (changedDays.isEmpty() && !changed) {
            return Optional.empty();
        }
        Map<LocalDate, Long> days = new TreeMap<>();
        changedDays.forEach(day -> days.put(day, calls.getOrDefault(day, 0L)));
        changedDays.clear();
        changed = false;
        return Optional.of(new Counts(first, days, extras));
    }

    /// What was taken could not be kept; it will be taken again.
    synchronized void untake(Counts taken) {
        changedDays.addAll(taken.calls().keySet());
        changed = true;
    }

    /// All there is.
    synchronized Counts counts() {
        return new Counts(first, calls, extras);
    }

    /// What was kept; later values stand in for earlier ones.
    synchronized void restore(Counts kept) {
        first = kept.first().or(() -> first);
        calls.putAll(kept.calls());
        extras.putAll(kept.extras());
    }

    /// The first period has the quota's offset less.
    private long remaining(LocalDate day, Quota quota) {
        LocalDate begin = QuotaPeriod.begin(quota.period(), day);
        LocalDate firstBegin = QuotaPeriod.begin(quota.period(), first.orElse(day));
        long limit =
                (long) quota.limit() - (begin.equals(firstBegin) ? quota.offset() : 0) + extras.getOrDefault(begin, 0L);
        return limit
                - calls.subMap(begin, true, day, true).values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private void forgetOld(LocalDate today) {
        LocalDate oldest = today.minusDays(Limit.GATEWAY_USAGE_DAYS.value());
        while (!calls.isEmpty() && calls.firstKey().isBefore(oldest)) {
            calls.pollFirstEntry();
        }
        while (!extras.isEmpty() && extras.firstKey().isBefore(oldest)) {
            extras.pollFirstEntry();
        }
    }
}
