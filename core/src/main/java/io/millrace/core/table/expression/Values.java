package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Bytes;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// What DynamoDB says of two values, or of one. Values of different types are never equal and have no order.
final class Values {
    private Values() {}

    /// Negative, zero or positive; nothing for types that have no order.
    static OptionalInt compare(AttributeValue left, AttributeValue right) {
        return switch (left) {
            case AttributeValue.S(String a)
            when right instanceof AttributeValue.S(String b) -> OptionalInt.of(compareUtf8(a, b));
            case AttributeValue.N(BigDecimal a)
            when right instanceof AttributeValue.N(BigDecimal b) -> OptionalInt.of(a.compareTo(b));
            case AttributeValue.B(Bytes a)
            when right instanceof AttributeValue.B(Bytes b) -> OptionalInt.of(a.compareTo(b));
            case AttributeValue ignored -> OptionalInt.empty();
        };
    }

    static boolean isOrdered(String type) {
        return type.equals("S") || type.equals("N") || type.equals("B");
    }

    static boolean beginsWith(AttributeValue value, AttributeValue prefix) {
        return switch (value) {
            case AttributeValue.S(String a) when prefix instanceof AttributeValue.S(String b) -> a.startsWith(b);
            case AttributeValue.B(Bytes a) when prefix instanceof AttributeValue.B(Bytes b) -> isAt(a, 0, b);
            case AttributeValue ignored -> false;
        };
    }

    /// A part of a string or binary, or an element of a set or list.
    static boolean contains(AttributeValue value, AttributeValue part) {
        return switch (value) {
            case AttributeValue.S(String a) -> part instanceof AttributeValue.S(String b) && ByteSearch.contains(a, b);
            case AttributeValue.B(Bytes a) -> part instanceof AttributeValue.B(Bytes b) && ByteSearch.contains(a, b);
            case AttributeValue.SS set ->
                part instanceof AttributeValue.S(String b) && set.values().contains(b);
            case AttributeValue.NS set ->
                part instanceof AttributeValue.N(BigDecimal b) && set.values().contains(b);
            case AttributeValue.BS set ->
                part instanceof AttributeValue.B(Bytes b) && set.values().contains(b);
            case AttributeValue.L list -> list.values().contains(part);
            case AttributeValue ignored -> false;
        };
    }

    static Optional<AttributeValue> size(AttributeValue value) {
        OptionalInt size =
                switch (value) {
                    case AttributeValue.S(String text) -> OptionalInt.of(text.length());
                    case AttributeValue.B(Bytes bytes) -> OptionalInt.of(bytes.length());
                    case AttributeValue.SS set -> OptionalInt.of(set.values().size());
                    case AttributeValue.NS set -> OptionalInt.of(set.values().size());
                    case AttributeValue.BS set -> OptionalInt.of(set.values().size());
                    case AttributeValue.L list -> OptionalInt.of(list.values().size());
                    case AttributeValue.M map -> OptionalInt.of(map.members().size());
                    case AttributeValue.N ignored -> OptionalInt.empty();
                    case AttributeValue.Bool ignored -> OptionalInt.empty();
                    case AttributeValue.Null ignored -> OptionalInt.empty();
                };
        return size.isPresent()
                ? Optional.of(new AttributeValue.N(BigDecimal.valueOf(size.getAsInt())))
                : Optional.empty();
    }

    /// In the order of UTF-8: what a pair of surrogates stands for is behind all other characters.
    private static int compareUtf8(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean alike = Character.isSurrogate(x) == Character.isSurrogate(y);
                return alike ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static boolean isAt(Bytes whole, int from, Bytes part) {
        int to = from + part.length();
        return to <= whole.length() && Arrays.equals(whole.content(), from, to, part.content(), 0, part.length());
    }
}
