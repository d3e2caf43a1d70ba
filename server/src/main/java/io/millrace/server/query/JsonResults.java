package io.millrace.server.query;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/// Rows that are JSON already, as one array.
final class JsonResults implements Results {
    private final PrintWriter out;
    private boolean first = true;

    JsonResults(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<String> names, List<Boolean> numbers) {
        out.print('[');
    }

    @Override
    public void row(List<Optional<String>> values) {
        out.print(first ? "\n " : ",\n ");
        out.print(values.getFirst().orElse("null"));
        first = false;
    }

    @Override
    public void end() {
        out.println(first ? "]" : "\n]");
    }
}
