package io.millrace.core.table.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.fault.RequestException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 300)
    void anItemIsReadAsItWasWritten(@ForAll("items") Item item) throws IOException {
        assertThat(ItemJson.readItem(ItemJson.write(item))).isEqualTo(item);
        assertThat(JSON.readTree(generated(item))).isEqualTo(ItemJson.write(item));
    }

    @Test
    void emptyTextsAndBinariesAreValues() throws IOException {
        assertThat(ItemJson.readItem(json("{'a':{'S':''},'b':{'B':''},'c':{'L':[]},'d':{'M':{}}}"))
                        .attributes())
                .containsOnlyKeys("a", "b", "c", "d");
    }

    @Test
    void membersThatAreNullArePassedOver() throws IOException {
        assertThat(ItemJson.read(json("{'S':'a','x':null,'N':null}"))).isEqualTo(new AttributeValue.S("a"));
    }

    @Test
    void setsMayHoldWhatIsEmpty() throws IOException {
        assertThat(ItemJson.read(json("{'SS':['a','']}"))).isEqualTo(new AttributeValue.SS(Set.of("a", "")));
        assertThat(ItemJson.read(json("{'BS':['']}"))).isEqualTo(new AttributeValue.BS(Set.of(Bytes.of(new byte[0]))));
    }

    @Test
    void numbersAreEqualByValue() throws IOException {
        assertThat(ItemJson.read(json("{'NS':['1.0','2']}"))).isEqualTo(ItemJson.read(json("{'NS':['2.00','1']}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{}                      ~ Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "{'a':''}                ~ Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "{'M':{'a':{}}}          ~ Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "{'L':[{}]}              ~ Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
                "{'S':'a','N':'1'}       ~ Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
                "{'S':'a','N':'b'}       ~ The parameter cannot be converted to a numeric value: b",
                "{'NS':['1','']}         ~ The parameter cannot be converted to a numeric value",
                "{'NULL':false}          ~ One or more parameter values were invalid: Null attribute value types must have the value of true",
                "{'NULL':'no'}           ~ One or more parameter values were invalid: Null attribute value types must have the value of true",
                "{'SS':[]}               ~ One or more parameter values were invalid: An string set  may not be empty",
                "{'NS':[]}               ~ One or more parameter values were invalid: An number set  may not be empty",
                "{'BS':[]}               ~ One or more parameter values were invalid: Binary sets should not be empty",
                "{'S':'a','T':'b'}       ~ Unknown or unsupported in an AttributeValue: T",
                "{'M':{'a':{'S':'b','s':'c'}}} ~ Unknown or unsupported in an AttributeValue: s",
                "{'SS':['a','a']}        ~ One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
                "{'BS':['Yg==','Yg==']}  ~ One or more parameter values were invalid: Input collection [Yg==, Yg==]of type BS contains duplicates.",
                "{'NS':['1','1.0']}      ~ Input collection contains duplicates",
            })
    void aValueThatMayNotBeIsRefusedInDynamoDbsWords(String value, String message) throws IOException {
        assertRefused(value, "ValidationException", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "23             ~ Unexpected value type in payload",
                "[]             ~ Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue",
                "{'S':true}     ~ TRUE_VALUE cannot be converted to String",
                "{'S':false}    ~ FALSE_VALUE cannot be converted to String",
                "{'N':23}       ~ NUMBER_VALUE cannot be converted to String",
                "{'N':34.56}    ~ DECIMAL_VALUE cannot be converted to String",
                "{'S':[]}       ~ Unrecognized collection type class java.lang.String",
                "{'S':{}}       ~ Start of structure or map found where not expected",
                "{'BOOL':'23'}  ~ Unexpected token received from parser",
                "{'BOOL':23}    ~ NUMBER_VALUE cannot be converted to Boolean",
                "{'BOOL':[]}    ~ Unrecognized collection type class java.lang.Boolean",
                "{'B':23}       ~ only base-64-encoded strings are convertible to bytes",
                "{'B':[]}       ~ Unrecognized collection type class java.nio.ByteBuffer",
                "{'B':'23456'}  ~ Base64 encoded length is expected a multiple of 4 bytes but found: 5",
                "{'B':'=+/='}   ~ Invalid last non-pad Base64 character dectected",
                "{'B':'+/+='}   ~ Invalid last non-pad Base64 character dectected",
                "{'SS':'a'}     ~ Unexpected field type",
                "{'SS':{}}      ~ Start of structure or map found where not expected",
                "{'L':['a']}    ~ Unexpected value type in payload",
                "{'M':'a'}      ~ Unexpected field type",
                "{'M':[]}       ~ Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
            })
    void jsonOfAnotherShapeIsRefusedInTheWordsOfAwssParser(String value, String message) throws IOException {
        assertRefused(value, "SerializationException", message);
        assertThatThrownBy(() -> ItemJson.checkShape(json(value))).hasMessage(message);
    }

    @Test
    void theShapeIsCheckedWithoutLookingAtValues() throws IOException {
        ItemJson.checkItemShape(json("{'a':{'N':'x'},'b':{'SS':[]},'c':{}}"));
        JsonNode wrong = json("{'a':{'N':'x'},'b':{'SS':[1]}}");
        assertThatThrownBy(() -> ItemJson.checkItemShape(wrong))
                .hasMessage("NUMBER_VALUE cannot be converted to String");
    }

    @Test
    void textsThatMeanTrueOrFalseAreTaken() throws IOException {
        assertThat(ItemJson.read(json("{'BOOL':'yes'}"))).isEqualTo(new AttributeValue.Bool(true));
        assertThat(ItemJson.read(json("{'BOOL':'FALSE'}"))).isEqualTo(new AttributeValue.Bool(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'L':[", "{'M':{'a':"})
    void nestingHas32Levels(String level) throws IOException {
        String close = level.contains("M") ? "}}" : "]}";
        assertThat(ItemJson.read(json(level.repeat(32) + "{'S':'a'}" + close.repeat(32))))
                .isNotNull();
        assertRefused(
                level.repeat(33) + "{'S':'a'}" + close.repeat(33),
                "ValidationException",
                "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond"
                        + " supported limit");
    }

    private static void assertRefused(String value, String code, String message) throws IOException {
        JsonNode node = json(value);
        assertThatThrownBy(() -> ItemJson.read(node))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }

    private static String generated(Item item) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            ItemJsonWriter.write(item, generator);
        }
        return out.toString();
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @Provide
    Arbitrary<Item> items() {
        return ArbitraryItems.items();
    }
}
