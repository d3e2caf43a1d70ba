package io.millrace.server.query;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Rows as CSV with a header; nothing for null, and `""` for an empty text.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc4180>
final class CsvResults implements Results {
    private final PrintWriter out;

    CsvResults(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<String> names, List<Boolean> numbers) {
        row(names.stream().map(Optional::of).toList());
    }

    @Override
    public void row(List<Optional<String>> values) {
        out.println(values.stream()
                .map(value -> value.map(CsvResults::cell).orElse(""))
                .collect(Collectors.joining(",")));
    }

    @Override
    public void end() {}

    private static String cell(String value) {
        boolean plain =
                !value.isEmpty() && value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
