package io.millrace.core.format;

import io.millrace.core.resource.firehose.JodaPattern;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads points in time, in UTC where they say nothing else.
///
/// OpenX: `2026-11-21T08:30:00.5Z`, `2026-1-2 08:30:00.5`, seconds, milliseconds or seconds with a fraction since 1970,
/// as
/// number or text. Hive: what its patterns say, or else `2026-1-2 08:30:00.5`.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html>
final class Timestamps {
    private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(1_000_000_000_000L);
    private static final int WHOLE_DIGITS_MAX = 15;
    private static final int NANO_DIGITS = 9;
    private static final long SECONDS_OF_DAY = 86_400;

    private final boolean epochs;
    private final List<JodaPattern> patterns;

    private Timestamps(boolean epochs, List<JodaPattern> patterns) {
        this.epochs = epochs;
        this.patterns = patterns;
    }

    static Timestamps openX() {
        return new Timestamps(true, List.of());
    }

    /// @throws IllegalArgumentException when one cannot be read
    static Timestamps hive(List<String> formats) {
        List<JodaPattern> patterns = new ArrayList<>();
        formats.forEach(format -> patterns.add(JodaPattern.parse(format)));
        return new Timestamps(false, patterns);
    }

    /// @param isText whether it was in quotes
    void read(String text, boolean isText, Value into, String column) throws MalformedRecordException {
        try {
            if (!patterns.isEmpty()) {
                byPattern(text, isText, into);
            } else if (!isText) {
                epoch(text, into);
            } else if (!calendar(text.strip(), into)) {
                epoch(text.strip(), into);
            }
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            throw ScalarReaders.mismatch(column, "a timestamp");
        }
    }

    private void byPattern(String text, boolean isText, Value into) {
        for (JodaPattern pattern : patterns) {
            Optional<Instant> time = pattern.read(text, isText);
            if (time.isPresent()) {
                Instant found = time.get();
                long seconds = found.getEpochSecond();
                into.set(seconds, found.getNano());
                return;
            }
        }
        throw new DateTimeException("No pattern fits");
    }

    /// Below 10^12 they are seconds, from there on milliseconds.
    private void epoch(String text, Value into) {
        if (!epochs) {
            throw new DateTimeException("No epoch");
        }
        BigDecimal number = new BigDecimal(text);
        if ((long) number.precision() - number.scale() > WHOLE_DIGITS_MAX || number.scale() > 100) {
            throw new DateTimeException("Too far away");
        }
        BigDecimal seconds = number.abs().compareTo(MILLIS_FROM) < 0 ? number : number.movePointLeft(3);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        int nanos = seconds.subtract(whole)
                .movePointRight(NANO_DIGITS)
                .setScale(0, RoundingMode.FLOOR)
                .intValueExact();
        into.set(whole.longValueExact(), nanos);
    }

    /// @return false when it has not this form
    private boolean calendar(String text, Value into) {
        int dash = text.indexOf('-', 1);
        if (dash < 0) {
            return false;
        }
        int split = Math.max(text.indexOf('T', dash), text.indexOf(' ', dash));
        if (split < 0) {
            return false;
        }
        boolean iso = text.charAt(split) == 'T';
        if (iso && !epochs) {
            throw new DateTimeException("Only patterns may ask for this");
        }
        boolean zulu = iso && text.endsWith("Z");
        String time = text.substring(split + 1, text.length() - (zulu ? 1 : 0));
        long day = iso ? LocalDate.parse(text.substring(0, split)).toEpochDay() : epochDay(text.substring(0, split));
        int point = time.indexOf('.');
        String clock = point < 0 ? time : time.substring(0, point);
        int seconds = iso ? strictClock(clock) : lenientClock(clock);
        into.set(day * SECONDS_OF_DAY + seconds, point < 0 ? 0 : nanos(time.substring(point + 1)));
        return true;
    }

    private static int strictClock(String clock) {
        if (clock.length() != "hh:mm:ss".length()) {
            throw new DateTimeException("Not of the form hh:mm:ss");
        }
        return LocalTime.parse(clock).toSecondOfDay();
    }

    private static int lenientClock(String clock) {
        String[] parts = clock.split(":", -1);
        if (parts.length != 3) {
            throw new DateTimeException("Not of the form hh:mm:ss");
        }
        return LocalTime.of(digits(parts[0], 1, 2), digits(parts[1], 1, 2), digits(parts[2], 1, 2))
                .toSecondOfDay();
    }

    private static int nanos(String fraction) {
        int value = digits(fraction, 1, NANO_DIGITS);
        for (int i = fraction.length(); i < NANO_DIGITS; i++) {
            value *= 10;
        }
        return value;
    }

    /// Of `yyyy-[M]M-[d]d`.
    static long epochDay(String date) {
        String[] parts = date.split("-", -1);
        if (parts.length != 3) {
            throw new DateTimeException("Not of the form yyyy-M-d");
        }
        return LocalDate.of(digits(parts[0], 4, 4), digits(parts[1], 1, 2), digits(parts[2], 1, 2))
                .toEpochDay();
    }

    private static int digits(String text, int min, int max) {
        if (text.length() < min || text.length() > max || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new DateTimeException("Not " + min + " to " + max + " digits");
        }
        return Integer.parseInt(text);
    }
}
