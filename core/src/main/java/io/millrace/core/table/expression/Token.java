package io.millrace.core.table.expression;

/// A piece of an expression.
///
/// @param text as written
/// @param from position of its first character
/// @param to position behind its last
record Token(Kind kind, String text, int from, int to) {
    enum Kind {
        /// A name, a function or a keyword.
        WORD,
        /// `#name`.
        NAME,
        /// `:value`.
        VALUE,
        NUMBER,
        SIGN,
        /// What no rule takes.
        STRANGE,
        END
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    /// Keywords may be written in any case.
    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }
}
