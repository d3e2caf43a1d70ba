package io.millrace.core.resource.firehose;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/// A format of timestamps in the letters of Joda-Time, or `millis`: milliseconds since 1970, as number or text. A
/// number
/// takes as many digits as there are unless another number follows at once; what is not said is the beginning of 1970,
/// in
/// UTC.
///
/// Source: <https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html>
public final class JodaPattern {
    private static final String MILLIS = "millis";
    private static final int DIGITS_MAX = 9;

    private final DateTimeFormatter formatter;

    private JodaPattern(DateTimeFormatter formatter) {
        this.formatter = formatter;
    }

    /// @throws IllegalArgumentException saying what is wrong
    public static JodaPattern parse(String pattern) {
        if (pattern.isEmpty()) {
            throw new IllegalArgumentException("a pattern is missing");
        }
        return new JodaPattern(pattern.equals(MILLIS) ? null : formatter(pattern));
    }

    /// Reads a value.
    ///
    /// @param isText whether it was in quotes
    /// @return empty when it does not fit
    public Optional<Instant> read(String text, boolean isText) {
        try {
            if (formatter == null) {
                return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
            }
            return isText ? Optional.of(time(formatter.parse(text)).toInstant()) : Optional.empty();
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime time(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneId zone = parsed.query(TemporalQueries.zone());
        return ZonedDateTime.of(
                date == null ? LocalDate.EPOCH : date,
                time == null ? LocalTime.MIDNIGHT : time,
                zone == null ? ZoneOffset.UTC : zone);
    }

    private static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            int end = at + 1;
            if (letter == '\'') {
                end = literal(builder, pattern, at);
            } else if (Character.isLetter(letter)) {
                while (end < pattern.length() && pattern.charAt(end) == letter) {
                    end++;
                }
                boolean adjacent = end < pattern.length() && isNumber(pattern, end);
                field(builder, letter, end - at, adjacent);
            } else {
                builder.appendLiteral(letter);
            }
            at = end;
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    private static int literal(DateTimeFormatterBuilder builder, String pattern, int quote) {
        int end = pattern.indexOf('\'', quote + 1);
        if (end < 0) {
            throw new IllegalArgumentException("'" + pattern + "' has no closing quote (position " + quote + ")");
        }
        builder.appendLiteral(end == quote + 1 ? "'" : pattern.substring(quote + 1, end));
        return end + 1;
    }

    private static boolean isNumber(String pattern, int at) {
        char letter = pattern.charAt(at);
        boolean monthName = letter == 'M' && pattern.startsWith("MMM", at);
        return "yYMdDHhkKmsS".indexOf(letter) >= 0 && !monthName;
    }

    private static void field(DateTimeFormatterBuilder builder, char letter, int count, boolean adjacent) {
        switch (letter) {
            case 'y', 'Y' -> year(builder, count, adjacent);
            case 'M' -> {
                if (count >= 3) {
                    builder.appendText(ChronoField.MONTH_OF_YEAR, count == 3 ? TextStyle.SHORT : TextStyle.FULL);
                } else {
                    number(builder, ChronoField.MONTH_OF_YEAR, count, adjacent);
                }
            }
            case 'd' -> number(builder, ChronoField.DAY_OF_MONTH, count, adjacent);
            case 'D' -> number(builder, ChronoField.DAY_OF_YEAR, count, adjacent);
            case 'H' -> number(builder, ChronoField.HOUR_OF_DAY, count, adjacent);
            case 'k' -> number(builder, ChronoField.CLOCK_HOUR_OF_DAY, count, adjacent);
            case 'K' -> number(builder, ChronoField.HOUR_OF_AMPM, count, adjacent);
            case 'h' -> number(builder, ChronoField.CLOCK_HOUR_OF_AMPM, count, adjacent);
            case 'm' -> number(builder, ChronoField.MINUTE_OF_HOUR, count, adjacent);
            case 's' -> number(builder, ChronoField.SECOND_OF_MINUTE, count, adjacent);
            case 'S' ->
                builder.appendFraction(
                        ChronoField.NANO_OF_SECOND, adjacent ? Math.min(count, DIGITS_MAX) : 1, DIGITS_MAX, false);
            case 'a' -> builder.appendText(ChronoField.AMPM_OF_DAY, TextStyle.SHORT);
            case 'E' -> builder.appendText(ChronoField.DAY_OF_WEEK, count > 3 ? TextStyle.FULL : TextStyle.SHORT);
            case 'z' -> builder.appendZoneText(count > 3 ? TextStyle.FULL : TextStyle.SHORT);
            case 'Z' -> zone(builder, count);
            default -> throw new IllegalArgumentException("the letter '" + letter + "' is not supported in a pattern");
        }
    }

    private static void year(DateTimeFormatterBuilder builder, int count, boolean adjacent) {
        if (count == 2) {
            builder.appendValueReduced(ChronoField.YEAR, 2, 2, 1970);
        } else {
            number(builder, ChronoField.YEAR, count, adjacent);
        }
    }

    private static void number(DateTimeFormatterBuilder builder, ChronoField field, int count, boolean adjacent) {
        if (adjacent) {
            builder.appendValue(field, Math.min(count, DIGITS_MAX));
        } else {
            builder.appendValue(field, 1, DIGITS_MAX, SignStyle.NOT_NEGATIVE);
        }
    }

    private static void zone(DateTimeFormatterBuilder builder, int count) {
        if (count >= 3) {
            builder.appendZoneRegionId();
        } else {
            builder.optionalStart().appendOffset("+HH:MM", "Z").optionalEnd();
            builder.optionalStart().appendOffset("+HHMM", "Z").optionalEnd();
        }
    }
}
