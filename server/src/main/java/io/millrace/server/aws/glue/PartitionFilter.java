package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.glue.GlueTable;
import io.millrace.server.aws.glue.FilterTokens.Kind;
import io.millrace.server.aws.glue.FilterTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// An expression that partitions are chosen by: `year = 2026 AND (day LIKE '1%' OR day IN ('20', '21'))`. Comparisons,
/// `IN`, `BETWEEN`, `LIKE`, `IS NULL`, `NOT`, `AND`, `OR` and parentheses over the table's partition keys, whose types
/// say how values are compared. A value that is none of its key's type, as Hive's for nothing, fits no comparison.
///
/// Source: `Expression` of
///
/// <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html>
final class PartitionFilter {
    private static final String NOTHING = "__HIVE_DEFAULT_PARTITION__";

    private final FilterTokens tokens;
    private final GlueTable table;
    private int depth;

    /// A partition key: the how manieth, and how its values are compared.
    private record Key(String name, int index, KeyType type) {
        String of(List<String> values) {
            return index < values.size() ? values.get(index) : NOTHING;
        }
    }

    private PartitionFilter(String expression, GlueTable table) {
        this.tokens = new FilterTokens(expression);
        this.table = table;
    }

    /// @return what says whether the values of a partition fit
    /// @throws io.millrace.core.fault.RequestException `InvalidInputException` when it cannot be read
    static Predicate<List<String>> parse(String expression, GlueTable table) {
        if (expression.length() > TableLimit.GLUE_EXPRESSION_CHARS.value()) {
            throw GlueStore.invalid("Expression: at most " + TableLimit.GLUE_EXPRESSION_CHARS.value() + " characters");
        }
        PartitionFilter filter = new PartitionFilter(expression, table);
        Predicate<List<String>> parsed = filter.either();
        if (filter.tokens.peek().kind() != Kind.END) {
            throw filter.tokens.unexpected("AND, OR or the end");
        }
        return parsed;
    }

    private Predicate<List<String>> either() {
        List<Predicate<List<String>>> parts = new ArrayList<>(List.of(both()));
        while (tokens.takes("OR")) {
            parts.add(both());
        }
        return values -> parts.stream().anyMatch(part -> part.test(values));
    }

    private Predicate<List<String>> both() {
        List<Predicate<List<String>>> parts = new ArrayList<>(List.of(one()));
        while (tokens.takes("AND")) {
            parts.add(one());
        }
        return values -> parts.stream().allMatch(part -> part.test(values));
    }

    private Predicate<List<String>> one() {
        if (++depth > TableLimit.GLUE_EXPRESSION_DEPTH.value()) {
            throw GlueStore.invalid(
                    "Expression: nested more than " + TableLimit.GLUE_EXPRESSION_DEPTH.value() + " deep");
        }
        Predicate<List<String>> parsed;
        if (tokens.takes("NOT")) {
            parsed = one().negate();
        } else if (tokens.takes("(")) {
            parsed = either();
            tokens.require(")");
        } else {
            parsed = comparison();
        }
        depth--;
        return parsed;
    }

    private Predicate<List<String>> comparison() {
        if (tokens.peek().kind() == Kind.TEXT || tokens.peek().kind() == Kind.NUMBER) {
            Token literal = tokens.take();
            IntPredicate sign = sign(true);
            Key key = key();
            return compared(key, sign, value(key, literal));
        }
        Key key = key();
        boolean not = tokens.takes("NOT");
        Predicate<List<String>> parsed;
        if (tokens.takes("IN")) {
            parsed = in(key);
        } else if (tokens.takes("BETWEEN")) {
            Predicate<List<String>> from = compared(key, order -> order >= 0, literal(key));
            tokens.require("AND");
            parsed = from.and(compared(key, order -> order <= 0, literal(key)));
        } else if (tokens.takes("LIKE")) {
            if (tokens.peek().kind() != Kind.TEXT) {
                throw tokens.unexpected("a text in apostrophes");
            }
            LikePattern pattern = new LikePattern(tokens.take().text());
            parsed = values -> !key.of(values).equals(NOTHING) && pattern.matches(key.of(values));
        } else if (!not && tokens.takes("IS")) {
            boolean there = tokens.takes("NOT");
            tokens.require("NULL");
            return values -> key.of(values).equals(NOTHING) != there;
        } else if (not) {
            throw tokens.unexpected("IN, BETWEEN or LIKE");
        } else {
            IntPredicate sign = sign(false);
            return compared(key, sign, literal(key));
        }
        return not ? values -> !key.of(values).equals(NOTHING) && !parsed.test(values) : parsed;
    }

    private Predicate<List<String>> in(Key key) {
        tokens.require("(");
        List<Predicate<List<String>>> any = new ArrayList<>();
        do {
            any.add(compared(key, order -> order == 0, literal(key)));
        } while (tokens.takes(","));
        tokens.require(")");
        return values -> any.stream().anyMatch(one -> one.test(values));
    }

    /// @param turned the value stands before the key
    private IntPredicate sign(boolean turned) {
        Token token = tokens.peek();
        IntPredicate sign =
                switch (token.text()) {
                    case "=" -> order -> order == 0;
                    case "<>", "!=" -> order -> order != 0;
                    case "<" -> order -> order < 0;
                    case "<=" -> order -> order <= 0;
                    case ">" -> order -> order > 0;
                    case ">=" -> order -> order >= 0;
                    default -> throw tokens.unexpected("=, <>, <, <=, >, >=, IN, BETWEEN or LIKE");
                };
        tokens.take();
        return turned ? order -> sign.test(-order) : sign;
    }

    private Key key() {
        Token token = tokens.peek();
        if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED_NAME) {
            throw tokens.unexpected("a partition key");
        }
        tokens.take();
        List<JsonNode> keys = table.partitionKeys();
        for (int i = 0; i < keys.size(); i++) {
            String name = keys.get(i).path("Name").asText();
            if (name.equalsIgnoreCase(token.text())) {
                return new Key(
                        name, i, KeyType.of(name, keys.get(i).path("Type").asText()));
            }
        }
        throw GlueStore.invalid("Expression: " + token.text() + " is no partition key of " + table.name());
    }

    private Comparable<?> literal(Key key) {
        if (tokens.peek().is("DATE") || tokens.peek().is("TIMESTAMP")) {
            tokens.take();
        }
        if (tokens.peek().kind() != Kind.TEXT && tokens.peek().kind() != Kind.NUMBER) {
            throw tokens.unexpected("a value");
        }
        return value(key, tokens.take());
    }

    private static Comparable<?> value(Key key, Token literal) {
        return key.type()
                .value(literal.text())
                .orElseThrow(() -> GlueStore.invalid("Expression: '" + literal.text()
                        + "' is no value of partition key " + key.name() + ", which is a " + key.type()));
    }

    private static Predicate<List<String>> compared(Key key, IntPredicate sign, Comparable<?> wanted) {
        return values -> {
            Optional<Comparable<?>> value = Optional.of(key.of(values))
                    .filter(text -> !text.equals(NOTHING))
                    .flatMap(key.type()::value);
            return value.isPresent() && sign.test(order(value.get(), wanted));
        };
    }

    /// Both are of the key's type.
    @SuppressWarnings("unchecked")
    private static int order(Comparable<?> left, Comparable<?> right) {
        return ((Comparable<Object>) left).compareTo(right);
    }
}
