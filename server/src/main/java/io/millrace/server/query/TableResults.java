package io.millrace.server.query;

import io.millrace.core.limit.Limit;
import io.millrace.server.terminal.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows as a table for people, as wide as the first rows ask for. Values are made safe for a terminal.
final class TableResults implements Results {
    private final PrintWriter out;
    private final List<List<String>> waiting = new ArrayList<>();
    private List<Boolean> numbers = List.of();
    private int[] widths = {};
    private long rows;
    private boolean printing;

    TableResults(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(List<String> names, List<Boolean> areNumbers) {
        numbers = areNumbers;
        widths = new int[names.size()];
        waiting.add(names.stream().map(TableResults::cell).toList());
    }

    @Override
    public void row(List<Optional<String>> values) {
        rows++;
        waiting.add(values.stream().map(value -> cell(value.orElse("NULL"))).toList());
        if (printing || waiting.size() > Limit.QUERY_WIDTH_ROWS.value()) {
            flush();
        }
    }

    @Override
    public void end() {
        flush();
        out.println();
        out.println(rows == 1 ? "1 row" : "%,d rows".formatted(rows));
    }

    private static String cell(String value) {
        String safe = TerminalText.safe(value);
        int most = Limit.QUERY_CELL_CHARS.intValue();
        return safe.length() > most ? safe.substring(0, most - 1) + "…" : safe;
    }

    private void flush() {
        if (!printing) {
            waiting.forEach(this::widen);
            print(waiting.removeFirst());
            StringBuilder line = new StringBuilder();
            for (int width : widths) {
                line.append("-".repeat(width)).append("  ");
            }
            out.println(line.toString().stripTrailing());
            printing = true;
        }
        waiting.forEach(this::print);
        waiting.clear();
    }

    private void widen(List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private void print(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String gap = " ".repeat(Math.max(0, widths[i] - cell.length()));
            line.append(numbers.get(i) ? gap + cell : cell + gap).append("  ");
        }
        out.println(line.toString().stripTrailing());
    }
}
