package io.millrace.core.document;

/// Counts the values of one document.
final class Bounds {
    private final long valuesMax;
    private final int depthMax;
    private long values;

    Bounds(long valuesMax, int depthMax) {
        this.valuesMax = valuesMax;
        this.depthMax = depthMax;
    }

    int depthMax() {
        return depthMax;
    }

    long values() {
        return values;
    }

    void enter(int depth) throws DocumentException {
        add(1);
        if (depth > depthMax) {
            throw DocumentException.of("nested deeper than " + depthMax);
        }
    }

    void add(long more) throws DocumentException {
        values += more;
        if (values > valuesMax) {
            throw DocumentException.of("more than " + valuesMax + " values");
        }
    }
}
