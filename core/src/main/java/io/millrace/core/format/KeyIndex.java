package io.millrace.core.format;

import io.millrace.core.resource.firehose.InputFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which member of a struct a JSON key means. What it has found once, it finds again by the key's bytes: records of a
/// stream have the same few keys, and mostly in the same order, so the key that followed last time is tried first.
/// Owned by one thread.
final class KeyIndex {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int REMEMBERED = 256;
    private static final int REMEMBERED_BYTES = 128;

    private final Map<String, Integer> fields = new HashMap<>();
    private final boolean ignoreCase;
    private final boolean dotsToUnderscores;
    private final Entry[] seen = new Entry[REMEMBERED];

    /// By the slot of a key, the slot of the key that followed it last time.
    private final int[] following = new int[REMEMBERED];

    private int last;

    private record Entry(byte[] key, int field) {
        boolean is(byte[] data, int from, int length) {
            return Arrays.equals(key, 0, key.length, data, from, from + length);
        }
    }

    KeyIndex(List<HiveType.Field> members, InputFormat input) {
        Map<String, String> keys =
                switch (input) {
                    case InputFormat.OpenX(boolean insensitive, Map<String, String> mappings, boolean dots) -> {
                        ignoreCase = insensitive;
                        dotsToUnderscores = dots;
                        yield mappings;
                    }
                    case InputFormat.Hive ignored -> {
                        ignoreCase = true;
                        dotsToUnderscores = false;
                        yield Map.of();
                    }
                };
        for (int i = 0; i < members.size(); i++) {
            String name = members.get(i).name();
            fields.put(normal(keys.getOrDefault(name, name)), i);
        }
    }

    /// @return the member's place; negative for a key that no member has
    int find(byte[] data, int from, int length) {
        Entry next = seen[following[last]];
        if (next != null && next.is(data, from, length)) {
            last = following[last];
            return next.field;
        }
        int slot = hash(data, from, length) & (REMEMBERED - 1);
        following[last] = slot;
        last = slot;
        Entry entry = seen[slot];
        if (entry != null && entry.is(data, from, length)) {
            return entry.field;
        }
        String key = new String(data, from, length, StandardCharsets.UTF_8);
        int field = fields.getOrDefault(normal(key), -1);
        if (length <= REMEMBERED_BYTES) {
            seen[slot] = new Entry(Arrays.copyOfRange(data, from, from + length), field);
        }
        return field;
    }

    private String normal(String key) {
        String name = dotsToUnderscores ? key.replace('.', '_') : key;
        return ignoreCase ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static int hash(byte[] data, int from, int length) {
        long bits = length;
        if (length >= Long.BYTES) {
            bits += (long) LONGS.get(data, from) * 31 + (long) LONGS.get(data, from + length - Long.BYTES);
        } else {
            for (int i = 0; i < length; i++) {
                bits = bits * 31 + data[from + i];
            }
        }
        bits *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (bits >>> 40);
    }
}
