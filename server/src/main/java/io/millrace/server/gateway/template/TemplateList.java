package io.millrace.server.gateway.template;

import io.millrace.core.limit.Limit;
import java.util.ArrayList;

/// A list that a template made, or a copy of JSON that it may change.
final class TemplateList extends ArrayList<Object> {
    private final boolean json;

    /// @param json whether it prints as JSON, as lists out of JSON do at AWS; else as Java's lists
    TemplateList(boolean json) {
        this.json = json;
    }

    boolean isJson() {
        return json;
    }

    void append(Object value, Run run) throws TemplateException {
        insert(size(), value, run);
    }

    void insert(int index, Object value, Run run) throws TemplateException {
        run.step();
        if (size() >= Limit.GATEWAY_TEMPLATE_ELEMENTS.value()) {
            throw new TemplateException(
                    "a list has more than " + Limit.GATEWAY_TEMPLATE_ELEMENTS.value() + " elements");
        }
        add(index, value);
    }
}
