package io.millrace.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/// Whether what a reader of files found is what was put, value by value.
public final class SameValues {
    private SameValues() {}

    /// @param expected as [RandomTables#value] gives it
    /// @param actual as DuckDB's to_json gives it
    public static void assertSame(String where, HiveType type, JsonNode expected, JsonNode actual) {
        if (expected.isNull()) {
            assertThat(actual.isNull()).as("%s: null, is %s", where, actual).isTrue();
            return;
        }
        assertThat(actual.isNull()).as("%s: %s, is null", where, expected).isFalse();
        switch (type) {
            case HiveType.Struct struct ->
                struct.fields()
                        .forEach(field -> assertSame(
                                where + "." + field.name(),
                                field.type(),
                                expected.get(field.name()),
                                actual.get(field.name())));
            case HiveType.Sequence(HiveType element) -> {
                assertThat(actual).as(where).hasSize(expected.size());
                for (int i = 0; i < expected.size(); i++) {
                    assertSame(where + "[" + i + "]", element, expected.get(i), actual.get(i));
                }
            }
            case HiveType.Mapping(HiveType key, HiveType value) -> {
                assertThat(actual).as(where).hasSize(expected.size());
                expected.properties()
                        .forEach(entry -> assertSame(
                                where + "{" + entry.getKey() + "}",
                                value,
                                entry.getValue(),
                                actual.get(entry.getKey())));
            }
            case HiveType.Decimal ignored ->
                assertThat(new BigDecimal(actual.asText())).as(where).isEqualByComparingTo(expected.decimalValue());
            case HiveType.Characters ignored ->
                assertThat(actual.asText()).as(where).isEqualTo(expected.asText());
            case HiveType.Primitive primitive ->
                assertThat(normal(primitive, actual.asText(), false))
                        .as(where)
                        .isEqualTo(normal(primitive, expected.asText(), true));
        }
    }

    private static Object normal(HiveType.Primitive type, String text, boolean put) {
        return switch (type) {
            case FLOAT -> Float.parseFloat(text);
            case DOUBLE -> Double.parseDouble(text);
            case TIMESTAMP ->
                LocalDateTime.parse(
                        text.replace('T', ' '),
                        DateTimeFormatter.ofPattern(
                                "uuuu-MM-dd HH:mm:ss[.SSSSSSSSS][.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]", Locale.ROOT));
            case BINARY -> put ? escaped(Base64.getDecoder().decode(text)) : text;
            case BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, STRING, DATE -> text;
        };
    }

    private static String escaped(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append("\\x").append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return text.toString();
    }

    /// JSON of a record, for messages.
    public static String text(byte[] record) {
        return new String(record, StandardCharsets.UTF_8);
    }
}
