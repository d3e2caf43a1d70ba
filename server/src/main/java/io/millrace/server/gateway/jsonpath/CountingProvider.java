package io.millrace.server.gateway.jsonpath;

import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import io.millrace.core.limit.Limit;
import java.util.Collection;

/// Jackson's nodes for Jayway, counting what is looked at, so that no expression searches for ever. Of one
/// evaluation.
final class CountingProvider extends JacksonJsonNodeJsonProvider {
    private long seen;

    long seen() {
        return seen;
    }

    @Override
    public boolean isArray(Object node) {
        count();
        return super.isArray(node);
    }

    @Override
    public boolean isMap(Object node) {
        count();
        return super.isMap(node);
    }

    @Override
    public Object getArrayIndex(Object node, int index) {
        count();
        Object element = super.getArrayIndex(node, index);
        if (element == null) {
            // Jackson gives null where Jayway expects this, and would take it for JSON's null.
            throw new IndexOutOfBoundsException(index);
        }
        return element;
    }

    @Override
    public Object getMapValue(Object node, String key) {
        count();
        return super.getMapValue(node, key);
    }

    @Override
    public Collection<String> getPropertyKeys(Object node) {
        count();
        return super.getPropertyKeys(node);
    }

    private void count() {
        if (++seen > Limit.GATEWAY_TEMPLATE_STEPS.value()) {
            throw new TooMuchException();
        }
    }

    /// Looked at more than one evaluation may.
    static final class TooMuchException extends RuntimeException {
        TooMuchException() {
            super("", null, false, false);
        }
    }
}
