package io.millrace.core.logs;

import java.util.ArrayList;
import java.util.List;

/// Reads terms: `a "b c" -d`, or `?a ?b`. Lives as long as one parse.
final class TermsParser {
    private final String text;
    private final List<String> all = new ArrayList<>();
    private final List<String> any = new ArrayList<>();
    private final List<String> none = new ArrayList<>();
    private int at;

    TermsParser(String text) {
        this.text = text;
    }

    FilterPattern parse() {
        while (skipSpace()) {
            char sign = text.charAt(at);
            List<String> terms = sign == '-' ? none : sign == '?' ? any : all;
            if (terms != all) {
                at++;
            }
            terms.add(term());
        }
        if (!any.isEmpty() && !(all.isEmpty() && none.isEmpty())) {
            throw FilterPattern.invalid(
                    "terms with ? go with no others: AWS ignores them there, Millrace refuses them", 0);
        }
        return new FilterPattern.Terms(List.copyOf(all), List.copyOf(any), List.copyOf(none));
    }

    private boolean skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length();
    }

    private String term() {
        if (at < text.length() && text.charAt(at) == '"') {
            Quoted quoted = Quoted.read(text, at);
            at = quoted.end();
            return nonEmpty(quoted.text());
        }
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '"') {
            at++;
        }
        String term = text.substring(start, at);
        if (term.startsWith("%")) {
            throw FilterPattern.invalid("regular expressions, %…%, are not supported by Millrace", start);
        }
        return nonEmpty(term);
    }

    private String nonEmpty(String term) {
        if (term.isEmpty()) {
            throw FilterPattern.invalid("there is an empty term", at);
        }
        return term;
    }

    /// A text in double quotes, where a backslash takes the next character as it is.
    ///
    /// @param end behind the closing quote
    record Quoted(String text, int end) {
        static Quoted read(String pattern, int start) {
            StringBuilder quoted = new StringBuilder();
            int i = start + 1;
            while (i < pattern.length() && pattern.charAt(i) != '"') {
                if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
                    i++;
                }
                quoted.append(pattern.charAt(i++));
            }
            if (i >= pattern.length()) {
                throw FilterPattern.invalid("the quote has no end", start);
            }
            return new Quoted(quoted.toString(), i + 1);
        }
    }
}
