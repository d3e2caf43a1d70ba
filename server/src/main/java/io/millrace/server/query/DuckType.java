package io.millrace.server.query;

import io.millrace.core.limit.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// Hive's types in DuckDB's words: `array<struct<a:int>>` is `STRUCT("a" INTEGER)[]`.
///
/// Source: <https://docs.aws.amazon.com/athena/latest/ug/data-types.html>
///
/// @param sql DuckDB's
/// @param nested whether it has types within
record DuckType(String sql, boolean nested) {
    /// @throws IllegalArgumentException with a message for the user when it is no type of Hive's
    static DuckType of(String hive) {
        return of(hive.strip(), 0);
    }

    private static DuckType of(String hive, int depth) {
        if (depth > Limit.QUERY_TYPE_DEPTH.value()) {
            throw new IllegalArgumentException(
                    "its type is nested more than " + Limit.QUERY_TYPE_DEPTH.value() + " deep");
        }
        String lower = hive.toLowerCase(Locale.ROOT);
        if (lower.startsWith("array<") && lower.endsWith(">")) {
            return new DuckType(of(within(hive), depth + 1).sql() + "[]", true);
        }
        if (lower.startsWith("map<") && lower.endsWith(">")) {
            List<String> parts = parts(within(hive));
            if (parts.size() != 2) {
                throw unknown(hive);
            }
            return new DuckType(
                    "MAP(" + of(parts.get(0), depth + 1).sql() + ", "
                            + of(parts.get(1), depth + 1).sql() + ")",
                    true);
        }
        if (lower.startsWith("struct<") && lower.endsWith(">")) {
            StringJoiner members = new StringJoiner(", ", "STRUCT(", ")");
            for (String part : parts(within(hive))) {
                int colon = part.indexOf(':');
                if (colon <= 0) {
                    throw unknown(hive);
                }
                members.add(SqlText.name(part.substring(0, colon).strip()) + " "
                        + of(part.substring(colon + 1).strip(), depth + 1).sql());
            }
            return new DuckType(members.toString(), true);
        }
        return new DuckType(simple(hive, lower.replaceFirst("\\s*\\(.*", "")), false);
    }

    private static String simple(String hive, String name) {
        return switch (name) {
            case "string", "varchar", "char", "" -> "VARCHAR";
            case "tinyint" -> "TINYINT";
            case "smallint" -> "SMALLINT";
            case "int", "integer" -> "INTEGER";
            case "bigint", "long" -> "BIGINT";
            case "float" -> "FLOAT";
            case "double", "double precision" -> "DOUBLE";
            case "boolean" -> "BOOLEAN";
            case "date" -> "DATE";
            case "timestamp" -> "TIMESTAMP";
            case "binary" -> "BLOB";
            case "decimal" -> decimal(hive.replaceAll("\\s", ""));
            default -> throw unknown(hive);
        };
    }

    private static String decimal(String hive) {
        if (hive.length() == "decimal".length()) {
            return "DECIMAL(10,0)";
        }
        if (!hive.matches("(?i)decimal\\([0-9]{1,2}(,[0-9]{1,2})?\\)")) {
            throw unknown(hive);
        }
        return hive.toUpperCase(Locale.ROOT);
    }

    private static String within(String hive) {
        return hive.substring(hive.indexOf('<') + 1, hive.length() - 1);
    }

    /// Splits at commas that are in no brackets.
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '<', '(' -> depth++;
                case '>', ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(text.substring(start, i).strip());
                        start = i + 1;
                    }
                }
                default -> {}
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }

    private static IllegalArgumentException unknown(String hive) {
        return new IllegalArgumentException("its type '" + hive + "' is none of Hive's");
    }
}
