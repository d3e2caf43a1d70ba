package io.millrace.core.table.item;

import io.millrace.core.limit.TableLimit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Reads what [ItemBytes] writes. Nothing is believed: no count or length goes beyond the bytes that are there.
final class ItemBytesReader {
    private static final int DEPTH_MAX = TableLimit.DYNAMODB_VALUE_DEPTH.intValue();
    /// Numbers of 38 digits fit.
    private static final int BIG_BYTES_MAX = 17;
    private static final int SCALE_MAX = 200;
    /// Room that is made before the elements are there.
    private static final int ROOM_MAX = 64;

    private final byte[] bytes;
    private int at;

    ItemBytesReader(byte[] bytes) {
        this.bytes = bytes;
    }

    Item read() {
        if (next() != ItemBytes.VERSION) {
            throw damaged("an unknown version");
        }
        Item item = new Item(members(0));
        if (at < bytes.length) {
            throw damaged("bytes behind the item");
        }
        return item;
    }

    private Map<String, AttributeValue> members(int depth) {
        int count = count();
        Map<String, AttributeValue> members = LinkedHashMap.newLinkedHashMap(room(count));
        for (int i = 0; i < count; i++) {
            String name = text();
            members.put(name, value(depth));
        }
        if (members.size() < count) {
            throw damaged("a name that is there twice");
        }
        return members;
    }

    private AttributeValue value(int depth) {
        byte type = next();
        return switch (type) {
            case ItemBytes.TEXT -> new AttributeValue.S(text());
            case ItemBytes.LONG, ItemBytes.BIG -> new AttributeValue.N(number(type));
            case ItemBytes.BINARY -> new AttributeValue.B(binary());
            case ItemBytes.FALSE -> new AttributeValue.Bool(false);
            case ItemBytes.TRUE -> new AttributeValue.Bool(true);
            case ItemBytes.NULL -> AttributeValue.Null.NULL;
            case ItemBytes.LIST -> new AttributeValue.L(elements(deeper(depth)));
            case ItemBytes.MAP -> new AttributeValue.M(Collections.unmodifiableMap(members(deeper(depth))));
            case ItemBytes.TEXTS -> new AttributeValue.SS(set(this::text));
            case ItemBytes.NUMBERS -> new AttributeValue.NS(set(() -> DynamoNumber.normalized(number(next()))));
            case ItemBytes.BINARIES -> new AttributeValue.BS(set(this::binary));
            default -> throw damaged("an unknown type");
        };
    }

    private int deeper(int depth) {
        if (depth >= DEPTH_MAX) {
            throw damaged("too deep a nesting");
        }
        return depth + 1;
    }

    private List<AttributeValue> elements(int depth) {
        int count = count();
        List<AttributeValue> elements = new ArrayList<>(room(count));
        for (int i = 0; i < count; i++) {
            elements.add(value(depth));
        }
        return Collections.unmodifiableList(elements);
    }

    private <T> Set<T> set(Supplier<T> element) {
        int count = count();
        Set<T> set = LinkedHashSet.newLinkedHashSet(room(count));
        for (int i = 0; i < count; i++) {
            set.add(element.get());
        }
        if (set.size() < count) {
            throw damaged("an element that is there twice");
        }
        return Collections.unmodifiableSet(set);
    }

    private BigDecimal number(byte type) {
        long scale = signed();
        if (Math.abs(scale) > SCALE_MAX) {
            throw damaged("a number out of range");
        }
        if (type == ItemBytes.LONG) {
            return BigDecimal.valueOf(signed(), (int) scale);
        }
        int length = count();
        if (type != ItemBytes.BIG || length == 0 || length > BIG_BYTES_MAX) {
            throw damaged("a number that is none");
        }
        at += length;
        return new BigDecimal(new BigInteger(bytes, at - length, length), (int) scale);
    }

    private String text() {
        int length = count();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    private Bytes binary() {
        int length = count();
        at += length;
        return Bytes.of(Arrays.copyOfRange(bytes, at - length, at));
    }

    /// A count of elements or a length: each takes a byte at least, so no more than are left.
    private int count() {
        long count = groups();
        if (count < 0 || count > bytes.length - at) {
            throw damaged("a length beyond its end");
        }
        return (int) count;
    }

    private static int room(int count) {
        return Math.min(count, ROOM_MAX);
    }

    private long signed() {
        long value = groups();
        return (value >>> 1) ^ -(value & 1);
    }

    private long groups() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte group = next();
            value |= (group & 0x7FL) << shift;
            if (group >= 0) {
                return value;
            }
        }
        throw damaged("a length that does not end");
    }

    private byte next() {
        if (at >= bytes.length) {
            throw damaged("an early end");
        }
        return bytes[at++];
    }

    private IllegalArgumentException damaged(String what) {
        return new IllegalArgumentException("bytes of an item with " + what + " (position " + at + ")");
    }
}
