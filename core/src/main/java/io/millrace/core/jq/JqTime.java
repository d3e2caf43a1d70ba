package io.millrace.core.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/// jq's functions of time: `strftime`, `gmtime`, `mktime`, `todate`, always in UTC. Partition keys are most often a
/// year, a month or a day, as in AWS's own examples.
///
/// A broken-down time is jq's array: year, month from 0, day, hours, minutes, seconds with fraction, day of week from
/// Sunday 0, day of year from 0.
///
/// Source: <https://jqlang.github.io/jq/manual/v1.6/#Dates>
final class JqTime {
    private static final Map<Character, String> PATTERNS = Map.ofEntries(
            Map.entry('Y', "uuuu"),
            Map.entry('y', "uu"),
            Map.entry('m', "MM"),
            Map.entry('d', "dd"),
            Map.entry('H', "HH"),
            Map.entry('I', "hh"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"),
            Map.entry('j', "DDD"),
            Map.entry('p', "a"),
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('b', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('h', "MMM"),
            Map.entry('u', "e"),
            Map.entry('G', "YYYY"),
            Map.entry('V', "ww"),
            Map.entry('F', "uuuu-MM-dd"),
            Map.entry('T', "HH:mm:ss"),
            Map.entry('R', "HH:mm"),
            Map.entry('D', "MM/dd/uu"));

    private JqTime() {}

    static void addTo(Scope scope) {
        scope.addFunction("gmtime", 0, (s, args, in, path, output, version) -> output.emit(broken(time(in)), null));
        scope.addFunction(
                "mktime",
                0,
                (s, args, in, path, output, version) -> output.emit(LongNode.valueOf(time(in).toEpochSecond()), null));
        Function strftime = (s, args, in, path, output, version) ->
                args.getFirst().apply(s, in, format -> output.emit(TextNode.valueOf(format(time(in), format)), null));
        scope.addFunction("strftime", 1, strftime);
        Function iso = (s, args, in, path, output, version) -> output.emit(
                TextNode.valueOf(
                        time(in).truncatedTo(ChronoUnit.SECONDS).toInstant().toString()),
                null);
        scope.addFunction("todate", 0, iso);
    }

    /// From seconds since the epoch or a broken-down time.
    private static ZonedDateTime time(JsonNode in) throws JsonQueryException {
        try {
            if (in.isNumber()) {
                long seconds = (long) Math.floor(in.doubleValue());
                long nanos = (long) ((in.doubleValue() - seconds) * 1e9);
                return Instant.ofEpochSecond(seconds, nanos).atZone(ZoneOffset.UTC);
            }
            if (in.isArray() && in.size() >= 6) {
                return LocalDateTime.of(in.get(0).asInt(), 1, 1, 0, 0)
                        .plusMonths(in.get(1).asInt())
                        .plusDays(in.get(2).asInt() - 1L)
                        .plusHours(in.get(3).asInt())
                        .plusMinutes(in.get(4).asInt())
                        .plusSeconds((long) Math.floor(in.get(5).asDouble()))
                        .atZone(ZoneOffset.UTC);
            }
        } catch (DateTimeException e) {
            throw new JsonQueryException("not a time");
        }
        throw new JsonQueryException("a time must be a number or a broken-down time");
    }

    private static ArrayNode broken(ZonedDateTime time) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(time.getYear())
                .add(time.getMonthValue() - 1)
                .add(time.getDayOfMonth())
                .add(time.getHour())
                .add(time.getMinute())
                .add(DoubleNode.valueOf(time.getSecond() + time.getNano() / 1e9))
                .add(time.getDayOfWeek().getValue() % 7)
                .add(time.getDayOfYear() - 1);
    }

    private static String format(ZonedDateTime time, JsonNode format) throws JsonQueryException {
        String pattern = format.asText();
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c != '%' || i + 1 == pattern.length()) {
                result.append(c);
            } else {
                conversion(time, pattern.charAt(++i), result);
            }
        }
        return result.toString();
    }

    private static void conversion(ZonedDateTime time, char conversion, StringBuilder result)
            throws JsonQueryException {
        switch (conversion) {
            case '%' -> result.append('%');
            case 's' -> result.append(time.toEpochSecond());
            case 'Z' -> result.append("UTC");
            case 'z' -> result.append("+0000");
            case 'e' -> result.append("%2d".formatted(time.getDayOfMonth()));
            case 'w' -> result.append(time.getDayOfWeek().getValue() % 7);
            default -> {
                String pattern = PATTERNS.get(conversion);
                if (pattern == null) {
                    throw new JsonQueryException("strftime has no %" + conversion);
                }
                // The week of the ISO calendar, from Monday, is that of the United Kingdom.
                Locale locale = "GVu".indexOf(conversion) >= 0 ? Locale.UK : Locale.US;
                DateTimeFormatter.ofPattern(pattern, locale).formatTo(time, result);
            }
        }
    }
}
