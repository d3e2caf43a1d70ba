package io.millrace.core.table.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Values of keys as bytes whose order, unsigned, is the order of the values, whatever is compared with whatever of the
/// same type: `S` as UTF-8, `B` as it is, `N` as below. A prefix of an `S` or `B` is a prefix of its bytes. Two values
/// are equal when their bytes are.
///
/// A number is a byte for its sign, one for the power of ten of its first digit, then its digits in pairs, 1 to 100.
/// Those of a negative number are turned over and end with 255, so that a longer one is smaller.
public final class KeyBytes {
    private static final int NEGATIVE = 1;
    private static final int ZERO = 2;
    private static final int POSITIVE = 3;
    private static final int BIAS = 130;
    private static final int HEAD_BYTES = 2;
    private static final int PAIRS_MAX = 19;
    private static final int FLIP = 0xFF;

    private KeyBytes() {}

    /// @param key `S`, `N` or `B`
    /// @throws IllegalArgumentException for any other type: whoever asks has checked it against a schema
    public static byte[] of(AttributeValue key) {
        return switch (key) {
            case AttributeValue.S(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case AttributeValue.N(BigDecimal number) -> number(number);
            case AttributeValue.B(Bytes bytes) -> bytes.content();
            case AttributeValue.Bool ignored -> throw noKey(key);
            case AttributeValue.Null ignored -> throw noKey(key);
            case AttributeValue.L ignored -> throw noKey(key);
            case AttributeValue.M ignored -> throw noKey(key);
            case AttributeValue.SS ignored -> throw noKey(key);
            case AttributeValue.NS ignored -> throw noKey(key);
            case AttributeValue.BS ignored -> throw noKey(key);
        };
    }

    /// The value again.
    ///
    /// @throws IllegalArgumentException for bytes that [#of] does not give
    public static AttributeValue read(KeyType type, byte[] bytes) {
        return switch (type) {
            case S -> new AttributeValue.S(new String(bytes, StandardCharsets.UTF_8));
            case N -> new AttributeValue.N(readNumber(bytes));
            case B -> new AttributeValue.B(Bytes.of(bytes));
        };
    }

    private static byte[] number(BigDecimal value) {
        if (value.signum() == 0) {
            return new byte[] {ZERO};
        }
        BigDecimal plain = value.stripTrailingZeros();
        boolean negative = plain.signum() < 0;
        String digits = plain.unscaledValue().abs().toString();
        int pairs = (digits.length() + 1) / 2;
        byte[] bytes = new byte[HEAD_BYTES + pairs + (negative ? 1 : 0)];
        int flip = negative ? FLIP : 0;
        bytes[0] = (byte) (negative ? NEGATIVE : POSITIVE);
        bytes[1] = (byte) ((DynamoNumber.exponentOf(plain) + BIAS) ^ flip);
        for (int i = 0; i < pairs; i++) {
            int tens = digits.charAt(2 * i) - '0';
            int ones = 2 * i + 1 < digits.length() ? digits.charAt(2 * i + 1) - '0' : 0;
            bytes[HEAD_BYTES + i] = (byte) ((tens * 10 + ones + 1) ^ flip);
        }
        if (negative) {
            bytes[bytes.length - 1] = (byte) FLIP;
        }
        return bytes;
    }

    private static BigDecimal readNumber(byte[] bytes) {
        if (bytes.length == 1 && bytes[0] == ZERO) {
            return BigDecimal.ZERO;
        }
        boolean negative = bytes.length > 0 && bytes[0] == NEGATIVE;
        int pairs = bytes.length - HEAD_BYTES - (negative ? 1 : 0);
        if (pairs < 1 || pairs > PAIRS_MAX || (!negative && bytes[0] != POSITIVE)) {
            throw new IllegalArgumentException("not the bytes of a number: " + Bytes.of(bytes));
        }
        int flip = negative ? FLIP : 0;
        StringBuilder digits = new StringBuilder(2 * pairs);
        for (int i = 0; i < pairs; i++) {
            int pair = ((bytes[HEAD_BYTES + i] & 0xFF) ^ flip) - 1;
            if (pair < 0 || pair > 99) {
                throw new IllegalArgumentException("not the bytes of a number: " + Bytes.of(bytes));
            }
            digits.append((char) ('0' + pair / 10)).append((char) ('0' + pair % 10));
        }
        int exponent = ((bytes[1] & 0xFF) ^ flip) - BIAS;
        BigInteger unscaled = new BigInteger(digits.toString());
        return new BigDecimal(negative ? unscaled.negate() : unscaled, digits.length() - 1 - exponent);
    }

    private static IllegalArgumentException noKey(AttributeValue value) {
        return new IllegalArgumentException("a key is S, N or B, not " + value.type());
    }
}
