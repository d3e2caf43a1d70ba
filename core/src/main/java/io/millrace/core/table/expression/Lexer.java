package io.millrace.core.table.expression;

import java.util.ArrayList;
import java.util.List;

/// Takes an expression apart. What belongs to no token becomes a token of its own that no rule takes, so that the
/// error names it where it stands.
final class Lexer {
    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /// All tokens, the last of kind [Token.Kind#END].
    static List<Token> tokens(String text) {
        return new Lexer(text).read();
    }

    static boolean isNamePart(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    private List<Token> read() {
        List<Token> tokens = new ArrayList<>();
        skipSpace();
        while (at < text.length()) {
            tokens.add(next());
            skipSpace();
        }
        tokens.add(new Token(Token.Kind.END, "<EOF>", text.length(), text.length()));
        return tokens;
    }

    private Token next() {
        char c = text.charAt(at);
        int from = at++;
        if (isLetter(c) || c == '_') {
            return word(from, Token.Kind.WORD);
        }
        if (c == '#' || c == ':') {
            boolean named = at < text.length() && isNamePart(text.charAt(at));
            Token.Kind kind = c == '#' ? Token.Kind.NAME : Token.Kind.VALUE;
            return word(from, named ? kind : Token.Kind.STRANGE);
        }
        if (isDigit(c)) {
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            return token(Token.Kind.NUMBER, from);
        }
        if (at < text.length() && isPair(c, text.charAt(at))) {
            at++;
            return token(Token.Kind.SIGN, from);
        }
        if (Character.isHighSurrogate(c) && at < text.length()) {
            at++;
        }
        return token("()[],.=<>+-".indexOf(c) >= 0 ? Token.Kind.SIGN : Token.Kind.STRANGE, from);
    }

    private static boolean isPair(char first, char second) {
        return (first == '<' && (second == '=' || second == '>')) || (first == '>' && second == '=');
    }

    private Token word(int from, Token.Kind kind) {
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        return token(kind, from);
    }

    private Token token(Token.Kind kind, int from) {
        return new Token(kind, text.substring(from, at), from, at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
