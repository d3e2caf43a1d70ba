package io.millrace.core.table.item;

import java.util.Arrays;
import java.util.HexFormat;

/// Bytes as a value: equal by content, ordered as unsigned, never changed.
public final class Bytes implements Comparable<Bytes> {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// @param content not changed by anyone from now on
    public static Bytes of(byte[] content) {
        return new Bytes(content);
    }

    /// The bytes themselves; the caller does not change them.
    public byte[] content() {
        return content;
    }

    public int length() {
        return content.length;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(content);
    }
}
