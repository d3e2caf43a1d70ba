package io.millrace.server.aws.glue;

import io.millrace.core.fault.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of an expression that partitions are chosen by, one after the other. Not thread-safe.
final class FilterTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*+(?:(?<text>'(?:[^']|'')*+')|(?<number>[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++))"
                    + "|(?<quoted>\"[^\"]++\"|`[^`]++`)|(?<word>[\\p{L}_][\\p{L}\\p{N}_.\\-]*+)|(?<sign><=|>=|<\\s*+>|!=|[=<>(),])|(?<end>$))");

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /// What a word is.
    enum Kind {
        TEXT,
        NUMBER,
        QUOTED_NAME,
        WORD,
        SIGN,
        END
    }

    /// @param text without quotes
    record Token(Kind kind, String text, int at) {
        boolean is(String word) {
            return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
        }
    }

    FilterTokens(String expression) {
        Matcher matcher = TOKEN.matcher(expression);
        int at = 0;
        boolean ended = false;
        while (!ended) {
            matcher.region(at, expression.length());
            if (!matcher.lookingAt()) {
                throw GlueStore.invalid("Expression: cannot be read from character " + (at + 1) + " on");
            }
            Token token = token(matcher, at);
            tokens.add(token);
            ended = token.kind() == Kind.END;
            at = matcher.end();
        }
    }

    private static Token token(Matcher matcher, int at) {
        if (matcher.group("text") != null) {
            String text = matcher.group("text");
            return new Token(Kind.TEXT, text.substring(1, text.length() - 1).replace("''", "'"), at);
        }
        if (matcher.group("number") != null) {
            return new Token(Kind.NUMBER, matcher.group("number"), at);
        }
        if (matcher.group("quoted") != null) {
            String name = matcher.group("quoted");
            return new Token(Kind.QUOTED_NAME, name.substring(1, name.length() - 1), at);
        }
        if (matcher.group("word") != null) {
            return new Token(Kind.WORD, matcher.group("word"), at);
        }
        String sign = matcher.group("sign");
        return sign == null
                ? new Token(Kind.END, "", at)
                : new Token(Kind.SIGN, sign.startsWith("<") && sign.endsWith(">") ? "<>" : sign, at);
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /// Takes the next one if it is this.
    boolean takes(String word) {
        if (peek().is(word)) {
            take();
            return true;
        }
        return false;
    }

    void require(String word) {
        if (!takes(word)) {
            throw unexpected(word);
        }
    }

    RequestException unexpected(String wanted) {
        Token token = peek();
        return GlueStore.invalid("Expression: " + wanted + " is expected at character " + (token.at() + 1) + ", not "
                + (token.kind() == Kind.END ? "the end" : "'" + token.text() + "'"));
    }
}
