package io.millrace.core.logs;

import io.millrace.core.fault.RequestException;
import io.millrace.core.logs.JsonCondition.Numeric.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads `{ $.a = "b" && ($.n > 5 || $.c IS NULL) }`; `&&` binds closer than `||`. Lives as long as one parse.
///
/// Its depth is bounded by the length of a pattern.
final class JsonConditionParser {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,300}(\\.\\d{1,300})?([eE][+-]?\\d{1,3})?");
    private static final String NAME_ENDS = ".[]=!<>(){}&|\"";
    private static final List<Operator> LONGEST_FIRST = List.of(
            Operator.NOT_EQUAL, Operator.AT_MOST, Operator.AT_LEAST, Operator.EQUAL, Operator.LESS, Operator.MORE);

    private final String text;
    private int at;

    JsonConditionParser(String text) {
        this.text = text;
    }

    JsonCondition parse() {
        expect("{");
        JsonCondition condition = any();
        expect("}");
        skipSpace();
        if (at < text.length()) {
            throw invalid("nothing may follow the closing brace");
        }
        return condition;
    }

    private JsonCondition any() {
        return joined("||", this::all, JsonCondition.Any::new);
    }

    private JsonCondition all() {
        return joined("&&", this::one, JsonCondition.All::new);
    }

    private JsonCondition joined(
            String sign, Supplier<JsonCondition> part, Function<List<JsonCondition>, JsonCondition> join) {
        List<JsonCondition> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (accept(sign));
        return parts.size() == 1 ? parts.getFirst() : join.apply(List.copyOf(parts));
    }

    private JsonCondition one() {
        if (accept("(")) {
            JsonCondition inner = any();
            expect(")");
            return inner;
        }
        JsonSelector selector = selector();
        if (acceptWord("NOT")) {
            if (!acceptWord("EXISTS")) {
                throw invalid("NOT is followed by EXISTS");
            }
            return new JsonCondition.NotExists(selector);
        }
        if (acceptWord("IS")) {
            for (JsonCondition.Is.Word word : JsonCondition.Is.Word.values()) {
                if (acceptWord(word.name())) {
                    return new JsonCondition.Is(selector, word);
                }
            }
            throw invalid("IS is followed by NULL, TRUE or FALSE");
        }
        return comparison(selector, operator());
    }

    private JsonCondition comparison(JsonSelector selector, Operator operator) {
        boolean textual = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        skipSpace();
        if (at < text.length() && text.charAt(at) == '"') {
            TermsParser.Quoted quoted = TermsParser.Quoted.read(text, at);
            if (!textual) {
                throw invalid("a text is compared with = or !=");
            }
            at = quoted.end();
            return new JsonCondition.Text(selector, operator == Operator.EQUAL, quoted.text());
        }
        String value = bareValue();
        Optional<Double> number = number(value);
        if (number.isPresent()) {
            return new JsonCondition.Numeric(selector, operator, number.get());
        }
        if (!textual) {
            throw invalid("'" + operator.sign() + "' compares with a number");
        }
        return new JsonCondition.Text(selector, operator == Operator.EQUAL, value);
    }

    private static Optional<Double> number(String value) {
        return NUMBER.matcher(value).matches() ? Optional.of(Double.valueOf(value)) : Optional.empty();
    }

    private String bareValue() {
        int start = at;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && "(){}&|\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw invalid("a value is missing");
        }
        String value = text.substring(start, at);
        if (value.startsWith("%")) {
            throw invalid("regular expressions, %…%, are not supported by Millrace");
        }
        return value;
    }

    private Operator operator() {
        for (Operator operator : LONGEST_FIRST) {
            if (accept(operator.sign())) {
                return operator;
            }
        }
        throw invalid("one of =, !=, <, <=, >, >=, IS, NOT EXISTS is missing");
    }

    private JsonSelector selector() {
        expect("$");
        List<JsonSelector.Step> steps = new ArrayList<>();
        while (at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == '[')) {
            steps.add(text.charAt(at++) == '.' ? name() : place());
        }
        if (steps.isEmpty()) {
            throw invalid("a selector is $ and the way to a property: $.name, $.list[0]");
        }
        return new JsonSelector(List.copyOf(steps));
    }

    private JsonSelector.Step name() {
        int start = at;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && NAME_ENDS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(start, at);
        if (name.isEmpty() || name.contains("*")) {
            throw invalid("a property's name, without *, follows the dot");
        }
        return new JsonSelector.Step.Name(name);
    }

    private JsonSelector.Step place() {
        int end = text.indexOf(']', at);
        String inside = end < 0 ? "" : text.substring(at, end).strip();
        if (!inside.matches("\\d{1,6}")) {
            throw invalid("a number and ] follow [");
        }
        at = end + 1;
        return new JsonSelector.Step.Place(Integer.parseInt(inside));
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean accept(String sign) {
        skipSpace();
        boolean there = text.startsWith(sign, at);
        at += there ? sign.length() : 0;
        return there;
    }

    private boolean acceptWord(String word) {
        skipSpace();
        int end = at + word.length();
        boolean there = end <= text.length()
                && text.substring(at, end).toUpperCase(Locale.ROOT).equals(word)
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        at = there ? end : at;
        return there;
    }

    private void expect(String sign) {
        if (!accept(sign)) {
            throw invalid("'" + sign + "' is missing");
        }
    }

    private RequestException invalid(String what) {
        return FilterPattern.invalid(what, at);
    }
}
