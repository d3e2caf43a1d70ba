package io.millrace.core.document;

/// A text that is no document of JSON or YAML, or is out of its reader's bounds. The message says what is wrong and at
/// which line; it may be shown to whoever sent the text.
public final class DocumentException extends Exception {
    private final boolean json;
    private final int line;
    private final int column;

    private DocumentException(String message, boolean json, int line, int column) {
        super(message, null, false, false);
        this.json = json;
        this.line = line;
        this.column = column;
    }

    /// Without a place.
    static DocumentException of(String message) {
        return new DocumentException(message, false, 0, 0);
    }

    /// At a place; both count from 1, and 0 is no place.
    static DocumentException at(String message, int line, int column) {
        return new DocumentException(line < 1 ? message : message + ", at line " + line, false, line, column);
    }

    /// What was read as JSON and is none.
    static DocumentException json(int line, int column) {
        return new DocumentException(malformed(line), true, line, column);
    }

    /// What was read as YAML and is none.
    static DocumentException yaml(int line, int column) {
        return new DocumentException(malformed(line), false, line, column);
    }

    private static String malformed(int line) {
        return "neither JSON nor YAML" + (line < 1 ? "" : ", at line " + line);
    }

    /// Whether the text is not even well-formed, and nothing else is to be said of it.
    public boolean isMalformed() {
        return getMessage().startsWith("neither");
    }

    /// Whether it was read as JSON.
    public boolean isJson() {
        return json;
    }

    /// From 1; 0 when it is no place of the text.
    public int line() {
        return line;
    }

    /// From 1; 0 when it is no place of the text.
    public int column() {
        return column;
    }
}
