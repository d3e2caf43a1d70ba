package io.millrace.core.table.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the syntax of conditions, filters and key conditions: `OR` binds weakest, then `AND`, then `NOT`.
final class ConditionSyntax {
    private static final Set<String> KEYWORDS = Set.of("BETWEEN", "IN", "AND", "OR", "NOT");
    private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");

    private final TokenReader reader;

    private ConditionSyntax(TokenReader reader) {
        this.reader = reader;
    }

    static Syntax read(String expression, String parameter) {
        TokenReader reader = new TokenReader(expression, parameter, KEYWORDS);
        ConditionSyntax syntax = new ConditionSyntax(reader);
        Syntax whole = syntax.condition(syntax.alternatives());
        reader.expectEnd();
        return whole;
    }

    /// In parentheses an operand may stand for itself, so what is read is checked where it is used.
    private Syntax alternatives() {
        Syntax first = conjunction();
        if (!reader.peek().isWord("OR")) {
            return first;
        }
        List<Syntax> parts = new ArrayList<>(List.of(condition(first)));
        while (reader.acceptWord("OR")) {
            reader.countOperator();
            parts.add(condition(conjunction()));
        }
        return new Syntax.Or(parts);
    }

    private Syntax conjunction() {
        Syntax first = negation();
        if (!reader.peek().isWord("AND")) {
            return first;
        }
        List<Syntax> parts = new ArrayList<>(List.of(condition(first)));
        while (reader.acceptWord("AND")) {
            reader.countOperator();
            parts.add(condition(negation()));
        }
        return new Syntax.And(parts);
    }

    private Syntax negation() {
        if (!reader.acceptWord("NOT")) {
            return comparison();
        }
        reader.countOperator();
        return new Syntax.Not(condition(reader.deeper(this::negation)));
    }

    private Syntax comparison() {
        Syntax left = primary();
        if (left.isCondition()) {
            return left;
        }
        if (reader.peek().kind() == Token.Kind.SIGN
                && COMPARATORS.contains(reader.peek().text())) {
            reader.countOperator();
            String operator = reader.next().text();
            return new Syntax.Comparison(operator, left, operand());
        }
        if (reader.acceptWord("BETWEEN")) {
            reader.countOperator();
            Syntax low = operand();
            if (!reader.acceptWord("AND")) {
                throw reader.syntaxError();
            }
            return new Syntax.Between(left, low, operand());
        }
        if (reader.acceptWord("IN")) {
            reader.countOperator();
            reader.expectSign("(");
            List<Syntax> candidates = reader.deeper(() -> reader.list(this::operand));
            reader.expectSign(")");
            return new Syntax.In(left, candidates);
        }
        return left;
    }

    private Syntax primary() {
        Token token = reader.peek();
        if (token.isSign("(")) {
            Syntax inside = reader.group(this::alternatives);
            return inside instanceof Syntax.Path path ? reader.rest(path.parts()) : inside;
        }
        if (token.kind() == Token.Kind.VALUE) {
            return new Syntax.Value(reader.next().text());
        }
        return reader.isCall() ? reader.call(this::operand) : reader.path();
    }

    private Syntax operand() {
        Syntax operand = primary();
        if (operand.isCondition()) {
            throw reader.syntaxError();
        }
        return operand;
    }

    private Syntax condition(Syntax syntax) {
        if (!syntax.isCondition() && !(syntax instanceof Syntax.Call)) {
            throw reader.syntaxError();
        }
        return syntax;
    }
}
