package io.millrace.server.gateway.throttle;

import io.millrace.core.resource.apigateway.UsagePlan.Quota.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/// When the periods of a quota begin, in UTC: days at midnight, weeks on Sunday, months on the first.
final class QuotaPeriod {
    private QuotaPeriod() {}

    /// First day of the period that a day is in.
    static LocalDate begin(Period period, LocalDate day) {
        return switch (period) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }
}
