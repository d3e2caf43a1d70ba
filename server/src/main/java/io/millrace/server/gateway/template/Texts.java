package io.millrace.server.gateway.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.core.limit.Limit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Values as texts: maps as Java's (`{a=1, b=2}`), lists out of JSON as JSON, other lists as Java's (`[1, 2]`), as
/// AWS prints them. Bounded in depth and size, so that lists within themselves end too.
final class Texts {
    private final StringBuilder out = new StringBuilder();
    private final Run run;

    private Texts(Run run) {
        this.run = run;
    }

    /// @param value not null
    static String of(Object value, Run run) throws TemplateException {
        if (value instanceof String text) {
            return text;
        }
        Texts texts = new Texts(run);
        texts.print(value, false, 0);
        return texts.out.toString();
    }

    private void print(Object value, boolean json, int depth) throws TemplateException {
        if (depth > Limit.GATEWAY_JSON_DEPTH.value()) {
            throw new TemplateException("a value is nested more than " + Limit.GATEWAY_JSON_DEPTH.value() + " deep");
        }
        switch (value) {
            case null -> append("null");
            case String text -> append(json ? quoted(text) : text);
            case DefinedBlock block -> append(block.text(run));
            case TemplateList list when list.isJson() -> list(list, true, depth);
            case List<?> list -> list(list, json, depth);
            case Map<?, ?> map -> map(map, json, depth);
            case MapEntry entry -> {
                print(entry.key(), false, depth + 1);
                append("=");
                print(entry.value(), false, depth + 1);
            }
            case ContextValue context -> map(context.values(), json, depth);
            case Number number -> append(number.toString());
            case Boolean flag -> append(flag.toString());
            default -> append("");
        }
    }

    private void list(List<?> list, boolean json, int depth) throws TemplateException {
        append("[");
        for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
            print(elements.next(), json, depth + 1);
            if (elements.hasNext()) {
                append(json ? "," : ", ");
            }
        }
        append("]");
    }

    private void map(Map<?, ?> map, boolean json, int depth) throws TemplateException {
        append("{");
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            append(separator);
            append(json ? quoted(entry.getKey().toString()) + ":" : entry.getKey() + "=");
            print(entry.getValue(), json, depth + 1);
            separator = json ? "," : ", ";
        }
        append("}");
    }

    private void append(String text) throws TemplateException {
        run.step();
        run.charge(text.length());
        out.append(text);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
