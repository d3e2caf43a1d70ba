package io.millrace.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiveTypeTest {
    @Test
    void aTypeIsReadWithAllThatIsNestedInIt() {
        assertThat(HiveType.parse("ARRAY<struct<A:int, b : decimal( 10 , 2 ),m:map<varchar(5),array<date>>>>"))
                .isEqualTo(new HiveType.Sequence(new HiveType.Struct(List.of(
                        new HiveType.Field("a", HiveType.Primitive.INT),
                        new HiveType.Field("b", new HiveType.Decimal(10, 2)),
                        new HiveType.Field(
                                "m",
                                new HiveType.Mapping(
                                        new HiveType.Characters(false, 5),
                                        new HiveType.Sequence(HiveType.Primitive.DATE)))))));
        assertThat(HiveType.parse("decimal")).isEqualTo(new HiveType.Decimal(10, 0));
        assertThat(HiveType.parse("integer")).isEqualTo(HiveType.Primitive.INT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "strin|'strin' is not a type that is supported (position 0)",
                "uniontype<int>|'uniontype' is not a type",
                "array<int|'>' is missing (position 9)",
                "int x|nothing may follow (position 4)",
                "decimal(39,1)|39 is not between 1 and 38",
                "decimal(3,4)|4 is not between 0 and 3",
                "char|'(' is missing",
                "map<array<int>,int>|a map's key cannot be nested",
                "struct<a:int,A:int>|'a' is there twice",
                "struct<>|a name is missing"
            },
            quoteCharacter = '`')
    void whatIsNoTypeIsRefusedWithItsPosition(String type, String message) {
        assertThatThrownBy(() -> HiveType.parse(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nestingHasABound() {
        assertThatThrownBy(() -> HiveType.parse("array<".repeat(100_000))).hasMessageContaining("characters");
        assertThatThrownBy(() -> HiveType.parse("array<".repeat(33))).hasMessageContaining("nested too deep");
    }
}
