package io.millrace.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a plain scalar of YAML means, and which tags there are.
///
/// Source: <https://yaml.org/type/>
enum YamlDialect {
    /// Numbers in all of YAML 1.1's forms, as Jackson's reader has them.
    PLAIN,
    /// A number only what its digits give back: `0123`, `1_000`, `1.10` and `2010-09-09` stay text.
    CLOUD_FORMATION;

    private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");
    private static final Pattern GIVEN_BACK =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,14})\\.[0-9]{1,17}(?:E-?[0-9]{1,3})?");
    private static final Pattern RADIX = Pattern.compile("([-+]?)0(b|x|)([0-9A-Fa-f_]{1,64})");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:0|[1-9][0-9_]{0,63})");
    private static final Pattern FRACTION =
            Pattern.compile("[-+]?(?:[0-9][0-9_]*\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

    /// The value of a scalar that was written without quotes or tag.
    ///
    /// @return empty for a number that is out of range
    Optional<JsonNode> plain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Optional.of(NullNode.getInstance());
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> Optional.of(BooleanNode.TRUE);
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> Optional.of(BooleanNode.FALSE);
            default -> this == PLAIN ? anyNumber(text) : Optional.of(givenBack(text));
        };
    }

    boolean mergesObjects() {
        return this == CLOUD_FORMATION;
    }

    boolean hasShortTags() {
        return this == CLOUD_FORMATION;
    }

    private static JsonNode givenBack(String text) {
        if (WHOLE.matcher(text).matches() && !text.equals("-0")) {
            return Numbers.whole(Long.parseLong(text));
        }
        if (GIVEN_BACK.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            if (Double.toString(value).equals(text)) {
                return JsonNodeFactory.instance.numberNode(value);
            }
        }
        return TextNode.valueOf(text);
    }

    private static Optional<JsonNode> anyNumber(String text) {
        try {
            if (DECIMAL.matcher(text).matches()) {
                return Optional.of(Numbers.whole(Long.parseLong(text.replace("_", ""))));
            }
            var radix = RADIX.matcher(text);
            if (radix.matches()) {
                return Optional.of(inRadix(text, radix.group(1), radix.group(2), radix.group(3)));
            }
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        return switch (text) {
            case ".inf", "-.inf", "+.inf", ".Inf", "-.Inf", "+.Inf", ".INF", "-.INF", "+.INF", ".nan", ".NaN", ".NAN" ->
                Optional.empty();
            default -> fraction(text);
        };
    }

    private static JsonNode inRadix(String text, String sign, String mark, String digits) {
        int radix = mark.equals("b") ? 2 : mark.equals("x") ? 16 : 8;
        String plain = digits.replace("_", "");
        if (plain.isEmpty() || plain.chars().anyMatch(c -> Character.digit(c, radix) < 0)) {
            return TextNode.valueOf(text);
        }
        return Numbers.whole(Long.parseLong((sign.equals("-") ? "-" : "") + plain, radix));
    }

    private static Optional<JsonNode> fraction(String text) {
        boolean isOne =
                FRACTION.matcher(text).matches() && (text.contains(".") || text.contains("e") || text.contains("E"));
        if (!isOne) {
            return Optional.of(TextNode.valueOf(text));
        }
        double value = Double.parseDouble(text.replace("_", ""));
        return Double.isFinite(value) ? Optional.of(JsonNodeFactory.instance.numberNode(value)) : Optional.empty();
    }
}
