package io.millrace.server.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of some SQL with their places, as far as it takes to see which tables it may mean and which buckets it
/// reads. What is no SQL is DuckDB's to say.
final class SqlTokens {
    private static final Pattern TOKEN =
            Pattern.compile("(?<comment>--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+(?:\\*/)?+)|(?<text>'(?:[^']|'')*+'?+)"
                    + "|(?<name>\"(?:[^\"]|\"\")*+\"?+)|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*+)|(?<sign>[^\\s])");

    /// What a word is.
    enum Kind {
        TEXT,
        NAME,
        WORD,
        SIGN
    }

    /// @param value without quotes
    record Token(Kind kind, String value, int start, int end) {
        boolean is(String word) {
            return kind != Kind.TEXT && kind != Kind.NAME && value.equalsIgnoreCase(word);
        }
    }

    private final List<Token> tokens = new ArrayList<>();

    SqlTokens(String sql) {
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            if (matcher.group("comment") == null) {
                tokens.add(token(matcher));
            }
        }
    }

    private static Token token(Matcher matcher) {
        for (Kind kind : Kind.values()) {
            String found = matcher.group(kind.name().toLowerCase(Locale.ROOT));
            if (found != null) {
                return new Token(kind, value(kind, found), matcher.start(), matcher.end());
            }
        }
        throw new IllegalStateException("A token of no kind");
    }

    private static String value(Kind kind, String found) {
        return switch (kind) {
            case TEXT -> unquoted(found, "'");
            case NAME -> unquoted(found, "\"");
            case WORD, SIGN -> found;
        };
    }

    private static String unquoted(String found, String quote) {
        int end = found.length() > 1 && found.endsWith(quote) ? found.length() - 1 : found.length();
        return found.substring(1, end).replace(quote + quote, quote);
    }

    List<Token> all() {
        return tokens;
    }

    /// Whatever may be the name of a table or database, in lower case.
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Token token : tokens) {
            if (token.kind() == Kind.WORD || token.kind() == Kind.NAME) {
                names.add(token.value().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /// The first words of its statements.
    List<String> beginnings() {
        List<String> beginnings = new ArrayList<>();
        boolean first = true;
        for (Token token : tokens) {
            if (first) {
                beginnings.add(token.value().toUpperCase(Locale.ROOT));
            }
            first = token.is(";");
        }
        return beginnings;
    }
}
