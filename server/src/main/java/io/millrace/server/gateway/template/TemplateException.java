package io.millrace.server.gateway.template;

/// A mapping template that is wrong, or that failed for one input. The message says what and where; it never holds
/// what the input held.
public final class TemplateException extends Exception {
    private final int line;
    private final int column;

    TemplateException(String message, int line, int column) {
        super(line > 0 ? message + " (line " + line + ", column " + column + ")" : message, null, false, false);
        this.line = line;
        this.column = column;
    }

    TemplateException(String message) {
        this(message, 0, 0);
    }

    /// Counted from 1; 0 when there is no one place.
    public int line() {
        return line;
    }

    /// Counted from 1; 0 when there is no one place.
    public int column() {
        return column;
    }

    /// The same with its place, unless it has one.
    TemplateException at(Place place) {
        return line > 0 ? this : new TemplateException(getMessage(), place.line(), place.column());
    }
}
