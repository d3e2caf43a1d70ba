package io.millrace.core.table.item;

import java.math.BigDecimal;
import java.util.Map;

/// An item as a store keeps it: compact, quick to write and to read, with a version in its first byte.
///
/// After the version come the attributes as a map. A map is a count and, for each member, its name and its value; a
/// value is a byte for its type and its content. Counts and lengths are groups of 7 bits, the lowest first; texts are
/// UTF-8; a number is its power of ten and its digits as a whole number, within a `long` or as bytes.
///
/// A text that is not Unicode (half of a surrogate pair) is kept with `?` in its place.
public final class ItemBytes {
    static final byte VERSION = 1;

    static final byte TEXT = 1;
    static final byte LONG = 2;
    static final byte BIG = 3;
    static final byte BINARY = 4;
    static final byte FALSE = 5;
    static final byte TRUE = 6;
    static final byte NULL = 7;
    static final byte LIST = 8;
    static final byte MAP = 9;
    static final byte TEXTS = 10;
    static final byte NUMBERS = 11;
    static final byte BINARIES = 12;

    /// Any number of so many digits is a `long`.
    private static final int LONG_DIGITS = 18;

    private ItemBytes() {}

    public static byte[] write(Item item) {
        ByteWriter out = new ByteWriter();
        out.put(VERSION);
        writeMembers(item.attributes(), out);
        return out.toBytes();
    }

    /// The item again, equal to what was written.
    ///
    /// @throws IllegalArgumentException for bytes that [#write] does not give; in time and memory proportional to
    /// them
    public static Item read(byte[] bytes) {
        return new ItemBytesReader(bytes).read();
    }

    private static void writeMembers(Map<String, AttributeValue> members, ByteWriter out) {
        out.putCount(members.size());
        for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
            out.putText(member.getKey());
            writeValue(member.getValue(), out);
        }
    }

    private static void writeValue(AttributeValue value, ByteWriter out) {
        switch (value) {
            case AttributeValue.S(String text) -> {
                out.put(TEXT);
                out.putText(text);
            }
            case AttributeValue.N(BigDecimal number) -> writeNumber(number, out);
            case AttributeValue.B(Bytes bytes) -> {
                out.put(BINARY);
                out.putBytes(bytes.content());
            }
            case AttributeValue.Bool(boolean truth) -> out.put(truth ? TRUE : FALSE);
            case AttributeValue.Null ignored -> out.put(NULL);
            case AttributeValue.L list -> {
                out.put(LIST);
                out.putCount(list.values().size());
                list.values().forEach(element -> writeValue(element, out));
            }
            case AttributeValue.M map -> {
                out.put(MAP);
                writeMembers(map.members(), out);
            }
            case AttributeValue.SS set -> {
                out.put(TEXTS);
                out.putCount(set.values().size());
                set.values().forEach(out::putText);
            }
            case AttributeValue.NS set -> {
                out.put(NUMBERS);
                out.putCount(set.values().size());
                set.values().forEach(number -> writeNumber(number, out));
            }
            case AttributeValue.BS set -> {
                out.put(BINARIES);
                out.putCount(set.values().size());
                set.values().forEach(bytes -> out.putBytes(bytes.content()));
            }
        }
    }

    private static void writeNumber(BigDecimal number, ByteWriter out) {
        if (number.precision() <= LONG_DIGITS) {
            out.put(LONG);
            out.putSigned(number.scale());
            out.putSigned(number.unscaledValue().longValue());
        } else {
            out.put(BIG);
            out.putSigned(number.scale());
            out.putBytes(number.unscaledValue().toByteArray());
        }
    }
}
