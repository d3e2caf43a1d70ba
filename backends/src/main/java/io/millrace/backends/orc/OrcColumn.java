package io.millrace.backends.orc;

import io.millrace.core.format.Value;
import java.util.List;

/// One column, with which of its values are there.
abstract class OrcColumn {
    static final int PRESENT = 0;
    static final int DATA = 1;
    static final int LENGTH = 2;
    static final int SECONDARY = 5;

    private final int id;
    private final Bits present = new Bits();
    private boolean nulls;

    /// A stream of a column, encoded.
    record Stream(int kind, int column, Bytes bytes) {}

    OrcColumn(int id) {
        this.id = id;
    }

    void add(Value value) {
        present.add(!value.isNull());
        if (value.isNull()) {
            nulls = true;
        } else {
            put(value);
        }
    }

    abstract void put(Value value);

    abstract long held();

    abstract void streams(List<Stream> to);

    long heldBytes() {
        return present.heldBytes() + held();
    }

    void finish(List<Stream> to) {
        if (nulls) {
            to.add(new Stream(PRESENT, id, present.finish()));
        }
        streams(to);
    }

    Stream stream(int kind, Bytes bytes) {
        return new Stream(kind, id, bytes);
    }
}
