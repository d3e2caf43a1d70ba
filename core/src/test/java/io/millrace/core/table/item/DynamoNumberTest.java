package io.millrace.core.table.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.math.BigDecimal;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoNumberTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-0, 0",
        "+5, 5",
        "0001.500, 1.5",
        ".5, 0.5",
        "7., 7",
        "1e3, 1000",
        "1.25E-2, 0.0125",
        "100, 100",
        "0e999999999999, 0",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "-99999999999999999999999999999999999999, -99999999999999999999999999999999999999",
        "0.00000000000000000000000000000000000000000000001, 0.00000000000000000000000000000000000000000000001",
    })
    void aNumberIsPrintedInPlainDigits(String text, String printed) {
        assertThat(DynamoNumber.text(new AttributeValue.N(DynamoNumber.parse(text)).value()))
                .isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"b", "1a", "1e", "e5", ".", "-", "+-1", " 1", "1 ", "0x10", "1.2.3", "NaN", "Infinity", "١"})
    void whatIsNoNumberIsToldAsItWasWritten(String text) {
        assertThatThrownBy(() -> DynamoNumber.parse(text))
                .isInstanceOf(RequestException.class)
                .hasMessage("The parameter cannot be converted to a numeric value: " + text);
    }

    @Test
    void anEmptyTextIsNoNumber() {
        assertThatThrownBy(() -> DynamoNumber.parse(""))
                .hasMessage("The parameter cannot be converted to a numeric value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012345678901234567890123456789", "-1.23456789012345678901234567890123456789"})
    void thereAreAtMost38Digits(String text) {
        assertThatThrownBy(() -> DynamoNumber.parse(text))
                .hasMessage("Attempting to store more than 38 significant digits in a Number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e126", "-1e126", "10e125", "1e99999999999999999999"})
    void tooLargeAMagnitudeOverflows(String text) {
        assertThatThrownBy(() -> DynamoNumber.parse(text)).hasMessageStartingWith("Number overflow. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-131", "-1e-131", "1e-99999999999999999999"})
    void tooSmallAMagnitudeUnderflows(String text) {
        assertThatThrownBy(() -> DynamoNumber.parse(text)).hasMessageStartingWith("Number underflow. ");
    }

    @Test
    void theEndsOfTheRangeAreInIt() {
        String most = "9.9999999999999999999999999999999999999E+125";
        assertThat(DynamoNumber.parse(most)).isEqualByComparingTo(most);
        assertThat(DynamoNumber.parse("-" + most)).isEqualByComparingTo("-" + most);
        assertThat(DynamoNumber.parse("1E-130")).isEqualByComparingTo("1E-130");
    }

    @Test
    void zerosWithoutMeaningCountForNothingHoweverManyThereAre() {
        String zeros = "0".repeat(300_000);
        assertThat(DynamoNumber.parse(zeros + "12." + zeros)).isEqualByComparingTo("12");
    }

    @Test
    void whatACalculationGivesIsCheckedToo() {
        BigDecimal one = BigDecimal.ONE;
        BigDecimal tiny = new BigDecimal("1E-38");
        assertThatThrownBy(() -> DynamoNumber.checked(one.add(tiny))).hasMessageContaining("38 significant digits");
        assertThat(DynamoNumber.checked(new BigDecimal("10.00"))).isEqualTo(new BigDecimal("1E+1"));
    }

    @Property
    void whatIsPrintedIsReadAgain(@ForAll("numbers") BigDecimal number) {
        BigDecimal read = DynamoNumber.parse(DynamoNumber.text(number));
        assertThat(new AttributeValue.N(read)).isEqualTo(new AttributeValue.N(number));
        assertThat(DynamoNumber.parse(number.toString())).isEqualByComparingTo(number);
    }

    @Provide
    Arbitrary<BigDecimal> numbers() {
        return ArbitraryItems.numbers();
    }
}
