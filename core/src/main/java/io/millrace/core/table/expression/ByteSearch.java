package io.millrace.core.table.expression;

import io.millrace.core.table.item.Bytes;
import java.nio.charset.StandardCharsets;

/// Finds a part in a text or in bytes in time proportional to both, whatever they are: a filter that looks for half of
/// 400 KB of one letter must not stop a table. (Knuth, Morris, Pratt: Fast pattern matching in strings, 1977.)
final class ByteSearch {
    /// Up to here trying each position is as quick.
    private static final int SHORT_CHARS = 32;

    private ByteSearch() {}

    static boolean contains(String whole, String part) {
        if (part.length() <= SHORT_CHARS) {
            return whole.contains(part);
        }
        return contains(whole.getBytes(StandardCharsets.UTF_8), part.getBytes(StandardCharsets.UTF_8));
    }

    static boolean contains(Bytes whole, Bytes part) {
        return contains(whole.content(), part.content());
    }

    private static boolean contains(byte[] whole, byte[] part) {
        if (part.length == 0) {
            return true;
        }
        int[] fallbacks = fallbacks(part);
        int matched = 0;
        for (byte next : whole) {
            while (matched > 0 && part[matched] != next) {
                matched = fallbacks[matched - 1];
            }
            if (part[matched] == next) {
                matched++;
            }
            if (matched == part.length) {
                return true;
            }
        }
        return false;
    }

    /// For each length of a match, that of the longest shorter one that ends at the same place.
    private static int[] fallbacks(byte[] part) {
        int[] fallbacks = new int[part.length];
        int matched = 0;
        for (int i = 1; i < part.length; i++) {
            while (matched > 0 && part[matched] != part[i]) {
                matched = fallbacks[matched - 1];
            }
            if (part[matched] == part[i]) {
                matched++;
            }
            fallbacks[i] = matched;
        }
        return fallbacks;
    }
}
