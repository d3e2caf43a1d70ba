package io.millrace.core.table.item;

import java.math.BigDecimal;
import java.util.Map;

/// The size of items in bytes, as DynamoDB counts it for its limit of 400 KB, pages of 1 MB and capacity units.
///
/// Names and strings count in UTF-8. A number takes a byte for each two digits, on the pairs that its decimal point
/// makes, and one more, and another when it is negative. A list or a map takes 3 bytes and one for each element.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>
public final class ItemSize {
    private static final int DOCUMENT_BYTES = 3;
    private static final int ELEMENT_BYTES = 1;

    private ItemSize() {}

    public static long of(Item item) {
        return members(item.attributes());
    }

    /// The size of a value without a name.
    public static long of(AttributeValue value) {
        return switch (value) {
            case AttributeValue.S(String text) -> utf8(text);
            case AttributeValue.N(BigDecimal number) -> number(number);
            case AttributeValue.B(Bytes bytes) -> bytes.length();
            case AttributeValue.Bool ignored -> 1;
            case AttributeValue.Null ignored -> 1;
            case AttributeValue.L list ->
                list.values().stream()
                                .mapToLong(element -> of(element) + ELEMENT_BYTES)
                                .sum()
                        + DOCUMENT_BYTES;
            case AttributeValue.M map ->
                members(map.members()) + (long) map.members().size() * ELEMENT_BYTES + DOCUMENT_BYTES;
            case AttributeValue.SS set ->
                set.values().stream().mapToLong(ItemSize::utf8).sum();
            case AttributeValue.NS set ->
                set.values().stream().mapToLong(ItemSize::number).sum();
            case AttributeValue.BS set ->
                set.values().stream().mapToLong(Bytes::length).sum();
        };
    }

    private static long members(Map<String, AttributeValue> members) {
        long size = 0;
        for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
            size += utf8(member.getKey()) + of(member.getValue());
        }
        return size;
    }

    /// The length in UTF-8, without making the bytes.
    static long utf8(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                // A pair of surrogates is 4 bytes: 2 chars and 2 more.
                bytes += Character.isSurrogate(c) ? 1 : 2;
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return bytes;
    }

    private static long number(BigDecimal value) {
        if (value.signum() == 0) {
            return 1;
        }
        int alignment = DynamoNumber.exponentOf(value) % 2 == 0 ? 1 : 0;
        return (value.precision() + alignment + 1L) / 2 + 1 + (value.signum() < 0 ? 1 : 0);
    }
}
