package io.millrace.server.aws.s3;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// Times as S3 writes them.
final class S3Times {
    private static final DateTimeFormatter HTTP = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter XML = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private S3Times() {}

    /// For headers: `Sat, 21 Nov 2026 09:00:00 GMT`.
    static String http(Instant time) {
        return HTTP.format(time);
    }

    /// For XML: `2026-11-21T09:00:00.000Z`.
    static String xml(Instant time) {
        return XML.format(time);
    }

    /// Reads a header's time; empty for what is none: HTTP has such a header ignored.
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
