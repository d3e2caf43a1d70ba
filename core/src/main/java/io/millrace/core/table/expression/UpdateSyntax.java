package io.millrace.core.table.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the syntax of updates: sections, each a keyword and actions with commas between.
final class UpdateSyntax {
    static final String PARAMETER = "UpdateExpression";
    private static final Set<String> KEYWORDS = Set.of("SET", "REMOVE", "ADD", "DELETE");

    private final TokenReader reader;

    private UpdateSyntax(TokenReader reader) {
        this.reader = reader;
    }

    /// An action as it was written.
    ///
    /// @param value what follows the path; nothing in `REMOVE`
    record Written(String keyword, Syntax.Path path, Optional<Syntax> value) {}

    /// @param keyword in capitals
    record Section(String keyword, List<Written> actions) {}

    static List<Section> read(String expression) {
        TokenReader reader = new TokenReader(expression, PARAMETER, KEYWORDS);
        UpdateSyntax syntax = new UpdateSyntax(reader);
        List<Section> sections = new ArrayList<>();
        do {
            sections.add(syntax.section());
        } while (reader.peek().kind() != Token.Kind.END);
        reader.expectEnd();
        return sections;
    }

    private Section section() {
        for (String keyword : KEYWORDS) {
            if (reader.acceptWord(keyword)) {
                return new Section(keyword, reader.list(() -> action(keyword)));
            }
        }
        throw reader.syntaxError();
    }

    private Written action(String keyword) {
        reader.countOperator();
        Syntax.Path path = reader.path();
        return new Written(
                keyword,
                path,
                switch (keyword) {
                    case "REMOVE" -> Optional.empty();
                    case "SET" -> {
                        reader.expectSign("=");
                        yield Optional.of(sum());
                    }
                    default -> Optional.of(value());
                });
    }

    private Syntax sum() {
        Syntax left = primary();
        Token sign = reader.peek();
        if (!sign.isSign("+") && !sign.isSign("-")) {
            return left;
        }
        if (left instanceof Syntax.Sum) {
            throw reader.syntaxError();
        }
        reader.countOperator();
        return new Syntax.Sum(reader.next().text(), left, operand());
    }

    private Syntax primary() {
        Token token = reader.peek();
        if (token.isSign("(")) {
            return reader.group(this::sum);
        }
        if (token.kind() == Token.Kind.VALUE) {
            return value();
        }
        return reader.isCall() ? reader.call(this::operand) : reader.path();
    }

    private Syntax operand() {
        Syntax operand = primary();
        if (operand instanceof Syntax.Sum) {
            throw reader.syntaxError();
        }
        return operand;
    }

    private Syntax value() {
        if (reader.peek().kind() != Token.Kind.VALUE) {
            throw reader.syntaxError();
        }
        return new Syntax.Value(reader.next().text());
    }
}
