package io.millrace.backends.tables;

import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeyBytes;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.RangeCondition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// Keys of rows: bytes whose unsigned order is the order of reading.
///
/// A row of a table is found by four bytes of the MD5 of its hash key, which spread items over segments, then its hash
/// key, then its range key. A row of an index has the index's key in that form, then the table's hash and range key.
/// Each part has its zero bytes doubled up (`00 FF`) and ends with `00 00`, so that the order of parts is that of the
/// whole.
final class RowKeys {
    private static final int SPREAD_BYTES = 4;
    private static final byte[] SALT = "Outliers".getBytes(StandardCharsets.US_ASCII);
    private static final long SPREAD_VALUES = 1L << 32;
    private static final byte ESCAPED_ZERO = (byte) 0xFF;

    private RowKeys() {}

    /// @throws IllegalArgumentException when the item lacks an attribute of the key: a door has checked that
    static byte[] ofTable(KeySchema keys, Item item) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AttributeValue hash = attribute(item, keys.hash());
        putSpread(out, KeyBytes.of(hash));
        keys.range().ifPresent(range -> putPart(out, KeyBytes.of(attribute(item, range))));
        return out.toByteArray();
    }

    /// The row of an item in an index; empty when it lacks an attribute of the index's key, or has it in another type.
    static Optional<byte[]> ofIndex(KeySchema keys, KeySchema tableKeys, Item item) {
        for (KeySchema.KeyAttribute key : keys.attributes()) {
            Optional<AttributeValue> value = item.find(key.name());
            if (value.isEmpty() || !value.get().type().equals(key.type().name())) {
                return Optional.empty();
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ofTable(keys, item));
        for (KeySchema.KeyAttribute key : tableKeys.attributes()) {
            putPart(out, KeyBytes.of(attribute(item, key)));
        }
        return Optional.of(out.toByteArray());
    }

    /// The row of an item that expires at this second.
    static byte[] ofExpiry(long seconds, byte[] tableKey) {
        byte[] key = new byte[Long.BYTES + tableKey.length];
        for (int i = 0; i < Long.BYTES; i++) {
            // Flipping the sign makes the unsigned order that of signed numbers.
            key[i] = (byte) ((seconds ^ Long.MIN_VALUE) >>> (Long.SIZE - Byte.SIZE - i * Byte.SIZE));
        }
        System.arraycopy(tableKey, 0, key, Long.BYTES, tableKey.length);
        return key;
    }

    /// The table's row that an expiry's row leads to.
    static byte[] tableKeyOfExpiry(byte[] key) {
        return Arrays.copyOfRange(key, Long.BYTES, key.length);
    }

    /// Everything under a hash key whose range key fits.
    static Stretch under(AttributeValue hash, RangeCondition condition) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        putSpread(out, KeyBytes.of(hash));
        byte[] all = out.toByteArray();
        return switch (condition) {
            case RangeCondition.Any() -> Stretch.of(all, following(all));
            case RangeCondition.Compare(RangeCondition.Operator operator, AttributeValue operand) -> {
                byte[] low = part(all, KeyBytes.of(operand));
                yield switch (operator) {
                    case EQ -> Stretch.of(low, following(low));
                    case LT -> Stretch.of(all, low);
                    case LE -> Stretch.of(all, following(low));
                    case GT -> Stretch.of(following(low), following(all));
                    case GE -> Stretch.of(low, following(all));
                };
            }
            case RangeCondition.Between(AttributeValue low, AttributeValue high) ->
                Stretch.of(part(all, KeyBytes.of(low)), following(part(all, KeyBytes.of(high))));
            case RangeCondition.BeginsWith(AttributeValue prefix) -> {
                byte[] low = unended(all, KeyBytes.of(prefix));
                yield Stretch.of(low, earlier(following(low), following(all)));
            }
        };
    }

    /// A part of the whole by the spread of hash keys.
    static Stretch of(Segment segment) {
        byte[] low = spread(SPREAD_VALUES * segment.number() / segment.total());
        return segment.number() + 1 == segment.total()
                ? new Stretch(low, Optional.empty())
                : Stretch.of(low, spread(SPREAD_VALUES * (segment.number() + 1) / segment.total()));
    }

    private static byte[] spread(long value) {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    private static AttributeValue attribute(Item item, KeySchema.KeyAttribute key) {
        return item.find(key.name())
                .orElseThrow(() -> new IllegalArgumentException("An item lacks the key attribute " + key.name()));
    }

    private static void putSpread(ByteArrayOutputStream out, byte[] hash) {
        try {
            // Not for safety: it spreads. With the salt texts and binaries come in the order in which AWS scans them.
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(SALT);
            out.write(digest.digest(hash), 0, SPREAD_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        putPart(out, hash);
    }

    private static byte[] part(byte[] before, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        putPart(out, value);
        return out.toByteArray();
    }

    private static byte[] unended(byte[] before, byte[] value) {
        byte[] ended = part(before, value);
        return Arrays.copyOf(ended, ended.length - 2);
    }

    private static void putPart(ByteArrayOutputStream out, byte[] value) {
        for (byte b : value) {
            out.write(b);
            if (b == 0) {
                out.write(ESCAPED_ZERO);
            }
        }
        out.write(0);
        out.write(0);
    }

    /// The least bytes above all that begin with these, which hold a byte that is not 255.
    private static byte[] following(byte[] prefix) {
        int last = prefix.length - 1;
        while (prefix[last] == (byte) 0xFF) {
            last--;
        }
        byte[] next = Arrays.copyOf(prefix, last + 1);
        next[last]++;
        return next;
    }

    private static byte[] earlier(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b) <= 0 ? a : b;
    }
}
