package io.millrace.core.format;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A value of a row under way, of one type for its whole life and filled anew for each row, so that reading records
/// makes no garbage. Text lies in the record's own bytes and is good until the next record is read. Owned by one
/// thread.
public final class Value {
    private final HiveType type;
    private final List<Value> children = new ArrayList<>();
    private boolean present;
    private long bits;
    private int nanos;
    private BigInteger unscaled;
    private byte[] bytes;
    private int offset;
    private int length;

    /// @param type of the value; a struct has all its members from the beginning
    public Value(HiveType type) {
        this.type = type;
        if (type instanceof HiveType.Struct struct) {
            struct.fields().forEach(field -> children.add(new Value(field.type())));
        }
    }

    public HiveType type() {
        return type;
    }

    public boolean isNull() {
        return !present;
    }

    /// An integer; days since 1970 of a date; seconds since 1970 of a timestamp; 1 for true; the bits of a double, of a
    /// float as a double.
    public long number() {
        return bits;
    }

    public double real() {
        return Double.longBitsToDouble(bits);
    }

    /// Of a timestamp, behind its second.
    public int nanos() {
        return nanos;
    }

    /// Of a decimal, at its column's scale.
    public BigInteger unscaled() {
        return unscaled;
    }

    /// Where the bytes of text or binary lie.
    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    /// Bytes of text or binary; elements of an array; entries of a map.
    public int length() {
        return length;
    }

    /// A member of a struct, or an element of an array.
    public Value child(int index) {
        return children.get(index);
    }

    /// The key of a map's entry.
    public Value key(int entry) {
        return children.get(2 * entry);
    }

    /// The value of a map's entry.
    public Value entry(int entry) {
        return children.get(2 * entry + 1);
    }

    void clear() {
        present = false;
        length = 0;
    }

    /// Makes a struct present with no member in it.
    void begin() {
        present = true;
        for (int i = 0; i < children.size(); i++) {
            children.get(i).clear();
        }
    }

    void set(long value) {
        present = true;
        bits = value;
    }

    void set(double value) {
        set(Double.doubleToRawLongBits(value));
    }

    void set(long seconds, int nanosOfSecond) {
        set(seconds);
        nanos = nanosOfSecond;
    }

    void set(BigInteger value) {
        present = true;
        unscaled = value;
    }

    void set(byte[] array, int from, int count) {
        present = true;
        bytes = array;
        offset = from;
        length = count;
    }

    /// Makes an array or map present and empty.
    void beginElements() {
        present = true;
        length = 0;
    }

    /// The next element of an array.
    Value addElement(HiveType elementType) {
        if (length == children.size()) {
            children.add(new Value(elementType));
        }
        Value element = children.get(length++);
        element.clear();
        return element;
    }

    /// Begins the next entry of a map; its key and value are there to be filled.
    int addEntry(HiveType.Mapping mapping) {
        if (2 * length == children.size()) {
            children.add(new Value(mapping.key()));
            children.add(new Value(mapping.value()));
        }
        key(length).clear();
        entry(length).clear();
        return length++;
    }

    /// Takes the last entry away, moving it to an earlier one's place.
    void replaceByLast(int entry) {
        int last = length - 1;
        Value oldKey = children.set(2 * entry, children.get(2 * last));
        Value oldValue = children.set(2 * entry + 1, children.get(2 * last + 1));
        children.set(2 * last, oldKey);
        children.set(2 * last + 1, oldValue);
        length = last;
    }
}
