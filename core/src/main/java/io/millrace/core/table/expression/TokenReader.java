package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.table.item.TableFaults;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/// Reads an expression token by token, within its bounds, and says where it does not go on.
final class TokenReader {
    private static final int BYTES_MAX = TableLimit.DYNAMODB_EXPRESSION_BYTES.intValue();
    private static final int OPERATORS_MAX = TableLimit.DYNAMODB_EXPRESSION_OPERATORS.intValue();
    private static final int DEPTH_MAX = TableLimit.DYNAMODB_EXPRESSION_DEPTH.intValue();

    private final String text;
    private final String parameter;
    private final Set<String> keywords;
    private final List<Token> tokens;
    private int at;
    private int operators;
    private int depth;
    /// Where the group that was closed last begins and ends.
    private int groupFrom = -1;

    private int groupTo = -1;
    private boolean redundantGroups;

    /// @param parameter the expression's name in the request, for messages
    /// @param keywords what may not be a name, in capitals
    TokenReader(String text, String parameter, Set<String> keywords) {
        this.text = text;
        this.parameter = parameter;
        this.keywords = keywords;
        if (text.isBlank()) {
            throw invalid("The expression can not be empty;");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BYTES_MAX) {
            throw invalid("Expression size has exceeded the maximum allowed size; expression size: " + bytes);
        }
        this.tokens = Lexer.tokens(text);
    }

    RequestException invalid(String message) {
        return invalid(parameter, message);
    }

    static RequestException invalid(String parameter, String message) {
        return TableFaults.validation("Invalid " + parameter + ": " + message);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        return tokens.get(at++);
    }

    boolean acceptSign(String sign) {
        boolean fits = peek().isSign(sign);
        at += fits ? 1 : 0;
        return fits;
    }

    boolean acceptWord(String keyword) {
        boolean fits = peek().isWord(keyword);
        at += fits ? 1 : 0;
        return fits;
    }

    void expectSign(String sign) {
        if (!acceptSign(sign)) {
            throw syntaxError();
        }
    }

    void expectEnd() {
        if (peek().kind() != Token.Kind.END) {
            throw syntaxError();
        }
        if (redundantGroups) {
            throw invalid("The expression has redundant parentheses;");
        }
    }

    /// At the token that no rule takes here, with the one before it and the one behind it.
    RequestException syntaxError() {
        Token token = peek();
        int from = at > 0 ? tokens.get(at - 1).from() : 0;
        int to = at + 1 < tokens.size() ? tokens.get(at + 1).to() : token.to();
        return invalid("Syntax error; token: \"" + token.text() + "\", near: \"" + text.substring(from, to) + "\"");
    }

    void countOperator() {
        operators++;
        if (operators > OPERATORS_MAX) {
            throw invalid("The expression contains too many operators; operator count: " + operators);
        }
    }

    /// Counts a level of nesting while something inside is read.
    <T> T deeper(Supplier<T> inside) {
        depth++;
        if (depth > DEPTH_MAX) {
            throw invalid("The expression is nested too deeply; nesting levels: " + depth);
        }
        T result = inside.get();
        depth--;
        return result;
    }

    /// Reads what is between parentheses; two around the same are an error, told at the end.
    Syntax group(Supplier<Syntax> inside) {
        int from = at;
        expectSign("(");
        Syntax result = deeper(inside);
        redundantGroups |= groupFrom == from + 1 && groupTo == at - 1;
        expectSign(")");
        groupFrom = from;
        groupTo = at - 1;
        return result;
    }

    /// Whether a name comes that parentheses follow.
    boolean isCall() {
        return isName(peek())
                && peek().kind() == Token.Kind.WORD
                && tokens.get(at + 1).isSign("(");
    }

    Syntax.Call call(Supplier<Syntax> argument) {
        String function = next().text();
        countOperator();
        expectSign("(");
        List<Syntax> arguments = deeper(() -> list(argument));
        expectSign(")");
        return new Syntax.Call(function, arguments);
    }

    <T> List<T> list(Supplier<T> element) {
        List<T> elements = new ArrayList<>();
        do {
            elements.add(element.get());
        } while (acceptSign(","));
        return elements;
    }

    Syntax.Path path() {
        List<Syntax.Part> parts = new ArrayList<>();
        parts.add(name());
        return rest(parts);
    }

    /// The rest of a path that began in parentheses.
    Syntax.Path rest(List<Syntax.Part> begun) {
        List<Syntax.Part> parts = new ArrayList<>(begun);
        while (true) {
            if (acceptSign(".")) {
                parts.add(name());
            } else if (acceptSign("[")) {
                if (peek().kind() != Token.Kind.NUMBER) {
                    throw syntaxError();
                }
                parts.add(new Syntax.Part(Token.Kind.NUMBER, next().text()));
                expectSign("]");
            } else {
                return new Syntax.Path(parts);
            }
        }
    }

    private Syntax.Part name() {
        Token token = peek();
        if (!isName(token)) {
            throw syntaxError();
        }
        at++;
        return new Syntax.Part(token.kind(), token.text());
    }

    private boolean isName(Token token) {
        return token.kind() == Token.Kind.NAME
                || (token.kind() == Token.Kind.WORD
                        && !keywords.contains(token.text().toUpperCase(Locale.ROOT)));
    }
}
