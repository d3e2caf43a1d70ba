package io.millrace.core.table.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any values and items that DynamoDB may hold, for tests.
public final class ArbitraryItems {
    private ArbitraryItems() {}

    public static Arbitrary<Item> items() {
        return members(values(2)).map(Item::new).withoutEdgeCases();
    }

    /// Over the whole range, with digits and powers that lie at its ends as often as elsewhere.
    public static Arbitrary<BigDecimal> numbers() {
        Arbitrary<BigInteger> digits = Arbitraries.oneOf(
                Arbitraries.bigIntegers()
                        .between(new BigInteger("9".repeat(38)).negate(), new BigInteger("9".repeat(38))),
                Arbitraries.bigIntegers().between(BigInteger.valueOf(-200), BigInteger.valueOf(200)));
        Arbitrary<Integer> exponents = Arbitraries.oneOf(
                Arbitraries.integers().between(-130, 125),
                Arbitraries.integers().between(-3, 3));
        return Combinators.combine(digits, exponents).as(ArbitraryItems::number);
    }

    /// @param exponent of the first digit
    private static BigDecimal number(BigInteger digits, int exponent) {
        BigDecimal plain = new BigDecimal(digits);
        return DynamoNumber.normalized(plain.scaleByPowerOfTen(exponent - plain.precision() + 1));
    }

    public static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.of("", "é", "\uE000", "\uFFFD", "😀", "日本", "a\u0000b", "\u07FF\u0800"));
    }

    public static Arbitrary<Bytes> binaries() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(12).map(Bytes::of);
    }

    private static Arbitrary<AttributeValue> values(int depth) {
        Arbitrary<AttributeValue> scalars = Arbitraries.oneOf(
                texts().map(AttributeValue.S::new),
                numbers().map(AttributeValue.N::new),
                binaries().map(AttributeValue.B::new),
                Arbitraries.of(true, false).map(AttributeValue.Bool::new),
                Arbitraries.just(AttributeValue.Null.NULL));
        Arbitrary<AttributeValue> sets = Arbitraries.oneOf(
                set(texts().filter(text -> !text.isEmpty())).map(AttributeValue.SS::new),
                set(numbers()).map(AttributeValue.NS::new),
                set(binaries().filter(bytes -> bytes.length() > 0)).map(AttributeValue.BS::new));
        if (depth == 0) {
            return Arbitraries.oneOf(scalars, sets).withoutEdgeCases();
        }
        Arbitrary<AttributeValue> inside = values(depth - 1);
        return Arbitraries.oneOf(
                        scalars,
                        sets,
                        inside.list().ofMaxSize(4).map(AttributeValue.L::new),
                        members(inside).map(AttributeValue.M::new))
                .withoutEdgeCases();
    }

    private static <T> Arbitrary<Set<T>> set(Arbitrary<T> elements) {
        return elements.set().ofMinSize(1).ofMaxSize(4);
    }

    private static Arbitrary<Map<String, AttributeValue>> members(Arbitrary<AttributeValue> values) {
        return Arbitraries.maps(texts().filter(text -> !text.isEmpty()), values).ofMaxSize(5);
    }
}
