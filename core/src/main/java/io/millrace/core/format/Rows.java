package io.millrace.core.format;

import java.util.ArrayList;
import java.util.List;

/// The rows of one record, each a struct of the table's columns; used again for the next record. Owned by one thread.
public final class Rows {
    private final HiveType.Struct type;
    private final List<Value> rows = new ArrayList<>();
    private int size;

    Rows(HiveType.Struct type) {
        this.type = type;
    }

    public int size() {
        return size;
    }

    public Value get(int index) {
        return rows.get(index);
    }

    void clear() {
        size = 0;
    }

    Value add() {
        if (size == rows.size()) {
            rows.add(new Value(type));
        }
        Value row = rows.get(size++);
        row.begin();
        return row;
    }
}
