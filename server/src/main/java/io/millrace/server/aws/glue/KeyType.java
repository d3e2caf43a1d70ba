package io.millrace.server.aws.glue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the values of a partition key are compared.
///
/// Source: `Expression` of
///
/// <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html>
enum KeyType {
    TEXT {
        @Override
        Optional<Comparable<?>> value(String text) {
            return Optional.of(text);
        }
    },
    NUMBER {
        @Override
        Optional<Comparable<?>> value(String text) {
            return DECIMAL.matcher(text.strip()).matches()
                    ? Optional.of(new BigDecimal(text.strip()))
                    : Optional.empty();
        }
    },
    DATE {
        @Override
        Optional<Comparable<?>> value(String text) {
            try {
                return Optional.of(LocalDate.parse(text.strip()));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    },
    TIMESTAMP {
        @Override
        Optional<Comparable<?>> value(String text) {
            try {
                return Optional.of(LocalDateTime.parse(text.strip().replace('T', ' '), TIME));
            } catch (DateTimeParseException e) {
                return DATE.value(text).map(LocalDate.class::cast).map(LocalDate::atStartOfDay);
            }
        }
    };

    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]{1,1024}(\\.[0-9]{0,1024})?|\\.[0-9]{1,1024})");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    /// What a text means; empty when it is none of this type, as a partition without a value has it.
    abstract Optional<Comparable<?>> value(String text);

    /// @param hive a type of a column in Hive's words
    /// @throws io.millrace.core.fault.RequestException `InvalidInputException` for a type that cannot be compared
    static KeyType of(String key, String hive) {
        String name = hive.toLowerCase(Locale.ROOT).replaceFirst("\\(.*", "").strip();
        return switch (name) {
            case "string", "varchar", "char", "" -> TEXT;
            case "tinyint", "smallint", "int", "integer", "bigint", "long", "decimal" -> NUMBER;
            case "date" -> DATE;
            case "timestamp" -> TIMESTAMP;
            default ->
                throw GlueStore.invalid("Expression: partition key " + key + " has the type " + hive
                        + ", which cannot be compared: use string, date, timestamp, int, bigint, long, tinyint,"
                        + " smallint or decimal");
        };
    }
}
