package io.millrace.server.query;

/// Texts of others as parts of SQL, so that they stay what they are.
final class SqlText {
    private SqlText() {}

    /// A name of a table, column or schema.
    static String name(String name) {
        return '"' + name.replace("\0", "").replace("\"", "\"\"") + '"';
    }

    /// A text.
    static String text(String text) {
        return '\'' + text.replace("\0", "").replace("'", "''") + '\'';
    }
}
