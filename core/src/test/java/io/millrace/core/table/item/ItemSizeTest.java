package io.millrace.core.table.item;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemSizeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{}                                       ~ 0",
                "{'a':{'S':'abc'}}                        ~ 4",
                "{'é':{'S':'日本😀'}}                      ~ 12",
                "{'a':{'B':'AQID'}}                       ~ 4",
                "{'a':{'BOOL':true}}                      ~ 2",
                "{'a':{'NULL':true}}                      ~ 2",
                "{'a':{'N':'0'}}                          ~ 2",
                "{'a':{'N':'1'}}                          ~ 3",
                "{'a':{'N':'12'}}                         ~ 3",
                "{'a':{'N':'-12'}}                        ~ 4",
                "{'a':{'N':'123.456'}}                    ~ 6",
                "{'a':{'N':'12.3456'}}                    ~ 5",
                "{'a':{'SS':['a','bc']}}                  ~ 4",
                "{'a':{'NS':['1','12']}}                  ~ 5",
                "{'a':{'BS':['AQ==','AQI=']}}             ~ 4",
                "{'a':{'L':[]}}                           ~ 4",
                "{'a':{'L':[{'S':'x'},{'S':'y'}]}}        ~ 8",
                "{'a':{'M':{}}}                           ~ 4",
                "{'a':{'M':{'k':{'S':'v'}}}}              ~ 7",
            })
    void anItemHasTheSizeThatDynamoDbGivesIt(String item, long size) throws Exception {
        assertThat(ItemSize.of(ItemJson.readItem(JSON.readTree(item.replace('\'', '"')))))
                .isEqualTo(size);
    }

    @Property
    void textsCountInUtf8(@ForAll("texts") String text) {
        assertThat(ItemSize.utf8(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Provide
    Arbitrary<String> texts() {
        return ArbitraryItems.texts();
    }
}
