package io.millrace.core.table.item;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Numbers as DynamoDB has them: 38 significant digits, magnitudes from 1E-130 to 9.99…E+125, and zero; written in
/// plain digits.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
public final class DynamoNumber {
    private static final int DIGITS = TableLimit.DYNAMODB_NUMBER_DIGITS.intValue();
    private static final int EXPONENT_MAX = TableLimit.DYNAMODB_NUMBER_EXPONENT_MAX.intValue();
    private static final int EXPONENT_MIN = TableLimit.DYNAMODB_NUMBER_EXPONENT_MIN.intValue();
    private static final int QUICK_DIGITS = 18;
    /// Where an exponent as written stops growing: far outside the range, far inside a `long`.
    private static final long EXPONENT_CEILING = 1_000_000_000L;

    private final String text;
    private int at;
    private final StringBuilder significant = new StringBuilder(DIGITS);
    private long trailingZeros;
    private long exponent;

    private DynamoNumber(String text) {
        this.text = text;
    }

    /// Reads a number in time proportional to its text.
    ///
    /// @throws RequestException ValidationException when it is no number, has too many digits, or is out of range
    public static BigDecimal parse(String text) {
        if (text.isEmpty()) {
            throw TableFaults.validation("The parameter cannot be converted to a numeric value");
        }
        if (isShortInteger(text)) {
            return normalized(BigDecimal.valueOf(Long.parseLong(text)));
        }
        return new DynamoNumber(text).read();
    }

    /// As DynamoDB prints it: no exponent, no trailing zeros.
    public static String text(BigDecimal value) {
        return value.toPlainString();
    }

    /// Checks what a calculation gave.
    ///
    /// @throws RequestException ValidationException when it has too many digits, or is out of range
    public static BigDecimal checked(BigDecimal value) {
        BigDecimal plain = normalized(value);
        if (plain.signum() != 0) {
            refuseOutOfRange(exponentOf(plain), plain.precision());
        }
        return plain;
    }

    /// The power of ten of the first digit.
    static int exponentOf(BigDecimal value) {
        return value.precision() - value.scale() - 1;
    }

    static BigDecimal normalized(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    private static boolean isShortInteger(String text) {
        int length = text.length();
        int from = text.charAt(0) == '-' ? 1 : 0;
        if (length == from || length - from > QUICK_DIGITS) {
            return false;
        }
        for (int i = from; i < length; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private BigDecimal read() {
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        int digits = readDigits(false);
        if (peek() == '.') {
            at++;
            digits += readDigits(true);
        }
        if (digits == 0) {
            throw notNumeric();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            exponent += readExponent();
        }
        if (at < text.length()) {
            throw notNumeric();
        }
        return value(negative);
    }

    private BigDecimal value(boolean negative) {
        if (significant.isEmpty()) {
            return BigDecimal.ZERO;
        }
        refuseOutOfRange(exponent + trailingZeros + significant.length() - 1, significant.length());
        BigInteger unscaled = new BigInteger(significant.toString());
        return new BigDecimal(negative ? unscaled.negate() : unscaled, Math.toIntExact(-(exponent + trailingZeros)));
    }

    private static void refuseOutOfRange(long exponent, int digits) {
        if (exponent > EXPONENT_MAX) {
            throw TableFaults.validation(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < EXPONENT_MIN) {
            throw TableFaults.validation(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        if (digits > DIGITS) {
            throw TableFaults.validation("Attempting to store more than 38 significant digits in a Number");
        }
    }

    /// Keeps significant digits only: leading zeros are dropped, trailing ones counted until another digit follows.
    private int readDigits(boolean fraction) {
        int from = at;
        for (; isDigit(peek()); at++) {
            char digit = text.charAt(at);
            if (fraction) {
                exponent--;
            }
            if (digit == '0') {
                trailingZeros += significant.isEmpty() ? 0 : 1;
                continue;
            }
            for (; trailingZeros > 0; trailingZeros--) {
                significant.append('0');
            }
            significant.append(digit);
        }
        return at - from;
    }

    private long readExponent() {
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        if (!isDigit(peek())) {
            throw notNumeric();
        }
        long power = 0;
        for (; isDigit(peek()); at++) {
            power = Math.min(power * 10 + (text.charAt(at) - '0'), EXPONENT_CEILING);
        }
        return negative ? -power : power;
    }

    /// The next character, or one that is in no number behind the last.
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private RequestException notNumeric() {
        return TableFaults.validation("The parameter cannot be converted to a numeric value: " + text);
    }
}
