package io.millrace.server.aws.auth;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The time of a signature, in the one form that is signed: `20150830T123600Z`.
///
/// @param text as signed
/// @param instant the same
record AmzDate(String text, Instant instant) {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LENGTH = 16;

    static AmzDate of(Instant instant) {
        return new AmzDate(BASIC.format(instant), instant);
    }

    /// Reads the form of `x-amz-date`; empty when it is not that.
    static Optional<AmzDate> parse(String text) {
        if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            return Optional.empty();
        }
        for (int i = 0; i < LENGTH - 1; i++) {
            if (i != 8 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return Optional.empty();
            }
        }
        try {
            LocalDateTime time = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 4, 6),
                    number(text, 6, 8),
                    number(text, 9, 11),
                    number(text, 11, 13),
                    number(text, 13, 15));
            return Optional.of(new AmzDate(text, time.toInstant(ZoneOffset.UTC)));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /// Reads a `Date` header, in the form of `x-amz-date` or in HTTP's own.
    static Optional<AmzDate> parseHttp(String text) {
        Optional<AmzDate> basic = parse(text);
        if (basic.isPresent()) {
            return basic;
        }
        try {
            AmzDate date = of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            return date.text.length() == LENGTH ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException notHttp) {
            return Optional.empty();
        }
    }

    /// The day, as in a credential scope.
    String day() {
        return text.substring(0, 8);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
