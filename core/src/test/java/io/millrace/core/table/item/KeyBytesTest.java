package io.millrace.core.table.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KeyBytesTest {
    @Property(tries = 5_000)
    void numbersOrderByTheirBytes(@ForAll("numbers") BigDecimal a, @ForAll("numbers") BigDecimal b) {
        assertThat(Integer.signum(Arrays.compareUnsigned(of(a), of(b)))).isEqualTo(Integer.signum(a.compareTo(b)));
    }

    @Property(tries = 3_000)
    void neighboursOrderByTheirBytes(@ForAll("numbers") BigDecimal number) {
        BigDecimal next = number.add(number.ulp());
        Assume.that(next.precision() <= 38 && DynamoNumber.exponentOf(DynamoNumber.normalized(next)) <= 125);
        assertThat(Arrays.compareUnsigned(of(number), of(next))).isNegative();
    }

    @Property
    void aNumberIsReadAgain(@ForAll("numbers") BigDecimal number) {
        assertThat(KeyBytes.read(KeyType.N, of(number))).isEqualTo(new AttributeValue.N(number));
    }

    @Property
    void textsOrderByTheirUtf8(@ForAll("texts") String a, @ForAll("texts") String b) {
        byte[] first = KeyBytes.of(new AttributeValue.S(a));
        byte[] second = KeyBytes.of(new AttributeValue.S(b));
        assertThat(Integer.signum(Arrays.compareUnsigned(first, second)))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(
                        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))));
        assertThat(KeyBytes.read(KeyType.S, first)).isEqualTo(new AttributeValue.S(a));
    }

    @Property
    void binariesAreTheirOwnBytes(@ForAll("binaries") Bytes bytes) {
        byte[] key = KeyBytes.of(new AttributeValue.B(bytes));
        assertThat(KeyBytes.read(KeyType.B, key)).isEqualTo(new AttributeValue.B(bytes));
        assertThat(key).isEqualTo(bytes.content());
    }

    @Test
    void numbersOfAllKindsAreInOrder() {
        List<String> ordered = List.of(
                "-9.9999999999999999999999999999999999999E+125",
                "-1000",
                "-101",
                "-100",
                "-99.5",
                "-10",
                "-1.01",
                "-1",
                "-0.1",
                "-1E-130",
                "0",
                "1E-130",
                "0.1",
                "1",
                "1.001",
                "1.01",
                "1.1",
                "9",
                "10",
                "99",
                "100",
                "9.9999999999999999999999999999999999999E+125");
        assertThat(ordered.stream()
                        .sorted((a, b) -> Arrays.compareUnsigned(of(new BigDecimal(a)), of(new BigDecimal(b))))
                        .toList())
                .isEqualTo(ordered);
    }

    @Test
    void trailingZerosMakeNoOtherKey() {
        assertThat(of(new BigDecimal("1.500"))).isEqualTo(of(new BigDecimal("1.5")));
        assertThat(of(new BigDecimal("0.00"))).isEqualTo(of(BigDecimal.ZERO));
    }

    @Test
    void otherTypesAreNoKeys() {
        assertThatThrownBy(() -> KeyBytes.of(AttributeValue.Null.NULL)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void bytesOfNoNumberAreRefused(@ForAll byte[] bytes) {
        try {
            AttributeValue read = KeyBytes.read(KeyType.N, bytes);
            assertThat(read).isInstanceOf(AttributeValue.N.class);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("not the bytes of a number");
        }
    }

    private static byte[] of(BigDecimal number) {
        return KeyBytes.of(new AttributeValue.N(number));
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        return ArbitraryItems.numbers();
    }

    @Provide
    Arbitrary<String> texts() {
        return ArbitraryItems.texts();
    }

    @Provide
    Arbitrary<Bytes> binaries() {
        return ArbitraryItems.binaries();
    }
}
