package io.millrace.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.resource.firehose.InputFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRowsTest {
    private static final InputFormat OPEN_X = new InputFormat.OpenX(true, Map.of(), false);
    private static final InputFormat HIVE = new InputFormat.Hive(List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int|123|123",
                "int|\"123\"|123",
                "int|\" 7 \"|7",
                "bigint|-9223372036854775808|-9223372036854775808",
                "tinyint|-128|-128",
                "date|\"2026-1-2\"|20455",
                "boolean|\"TRUE\"|1",
                "boolean|false|0",
                "timestamp|\"1970-01-02T00:00:01Z\"|86401",
                "timestamp|\"1970-01-02T00:00:01.25\"|86401.250000000",
                "timestamp|\"1970-1-2 0:0:1.5\"|86401.500000000",
                "timestamp|1518033528|1518033528",
                "timestamp|1518033528123|1518033528.123000000",
                "timestamp|1518033528.123|1518033528.123000000",
                "timestamp|\"1518033528123\"|1518033528.123000000",
                "timestamp|-1.5|-2.500000000",
                "timestamp|1.5180335E9|1518033500"
            })
    void openXTakesWhatFits(String type, String json, String expected) throws MalformedRecordException {
        assertThat(shown(one(type, OPEN_X, json))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string|12.50|12.50",
                "string|true|true",
                "string|{\"B\": [1]}|{\"B\": [1]}",
                "string|\"a\\u00e4\\ud83d\\ude00\\n\"|aä😀\\n",
                "varchar(3)|\"äöüß\"|äöü",
                "char(4)|\"a    b\"|a",
                "binary|\"YWJj\"|abc"
            })
    void textIsWhatIsWritten(String type, String json, String expected) throws MalformedRecordException {
        Value value = one(type, OPEN_X, json.replace("\n", "\\n"));
        assertThat(new String(value.bytes(), value.offset(), value.length(), StandardCharsets.UTF_8))
                .isEqualTo(expected.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int|1.5",
                "int|2147483648",
                "int|\"x\"",
                "int|[]",
                "tinyint|128",
                "float|1e39",
                "double|1e999",
                "decimal(3,1)|100",
                "decimal(3,1)|1e1000000000",
                "date|\"2026-02-30\"",
                "timestamp|\"2026-9-7T12:00:02Z\"",
                "timestamp|1e30",
                "boolean|1",
                "binary|\"!\"",
                "array<int>|{}",
                "map<string,int>|[]",
                "struct<a:int>|42"
            })
    void whatDoesNotFitNamesItsColumn(String type, String json) {
        assertThatThrownBy(() -> one(type, OPEN_X, json))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo("DataFormatConversion.MalformedData"))
                .hasMessageStartingWith("Data does not match the schema. Column c must be ");
    }

    @Test
    void halfACharacterIsReplaced() throws MalformedRecordException {
        assertThat(text(one("string", OPEN_X, "\"half \\ud83d\""))).isEqualTo("half \uFFFD");
    }

    @Test
    void hiveIsStricterAndHasItsPatterns() throws MalformedRecordException {
        assertThat(one("int", HIVE, "123").number()).isEqualTo(123);
        assertThatThrownBy(() -> one("int", HIVE, "\"123\"")).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> one("timestamp", HIVE, "1518033528")).isInstanceOf(MalformedRecordException.class);
        assertThat(shown(one("timestamp", HIVE, "\"1970-01-01 00:01:00\""))).isEqualTo("60");
        InputFormat patterns = new InputFormat.Hive(List.of("dd/MMM/yyyy:HH:mm:ss Z", "yyyyMMddHHmmssSSS", "millis"));
        assertThat(shown(one("timestamp", patterns, "\"02/Jan/1970:01:00:00 +0100\"")))
                .isEqualTo("86400");
        assertThat(shown(one("timestamp", patterns, "\"19700102000001250\""))).isEqualTo("86401.250000000");
        assertThat(shown(one("timestamp", patterns, "86401250"))).isEqualTo("86401.250000000");
        assertThat(one("map<int,int>", HIVE, "{\"1\": 2}").key(0).number()).isEqualTo(1);
    }

    @Test
    void keysAreFoundAsTheSerDeSays() throws MalformedRecordException {
        HiveType.Struct row = row("ts", "string", "a_b", "string");
        InputFormat input = new InputFormat.OpenX(true, Map.of("ts", "timeStamp"), true);
        for (int i = 0; i < 2; i++) {
            Value value = read(row, input, "{\"TIMESTAMP\":\"1\",\"A.b\":\"2\",\"ts\":\"3\"}")
                    .get(0);
            assertThat(text(value.child(0))).isEqualTo("1");
            assertThat(text(value.child(1))).isEqualTo("2");
        }
        InputFormat exact = new InputFormat.OpenX(false, Map.of(), false);
        assertThat(read(row, exact, "{\"TS\":\"1\"}").get(0).child(0).isNull()).isTrue();
    }

    @Test
    void aRecordIsReadWholeOrNotAtAll() throws MalformedRecordException {
        HiveType.Struct row = row("a", "int");
        JsonRows reader = new JsonRows(row, OPEN_X);
        Rows rows = reader.read(bytes(" {\"a\":1}{\"a\":null}\n{} "));
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.get(0).child(0).number()).isEqualTo(1);
        assertThat(rows.get(1).child(0).isNull()).isTrue();
        assertThat(rows.get(2).child(0).isNull()).isTrue();
        assertThatThrownBy(() -> reader.read(bytes("{\"a\":1}{\"a\":\"x\"}")))
                .isInstanceOf(MalformedRecordException.class);
        assertThat(reader.read(bytes("{\"a\":1,\"A\":2}")).get(0).child(0).number())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense|ParseError",
                "{\"a\":1|ParseError",
                "{\"a\":01}|ParseError",
                "{\"b\":[1,]}|ParseError",
                "{\"b\":\"\t\"}|ParseError",
                "{\"a\":1},{\"a\":2}|ParseError",
                "[{\"a\":1}]|MalformedData",
                "42|MalformedData",
                "` `|MalformedData"
            })
    void whatIsNoObjectHasAwsCode(String record, String code) {
        assertThatThrownBy(() -> read(row("a", "int"), OPEN_X, record))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.code())
                        .isEqualTo("DataFormatConversion." + code));
    }

    @Test
    void ofAMapTheLastEntryOfAKeyCounts() throws MalformedRecordException {
        Value map = one("map<string,int>", OPEN_X, "{\"a\":1,\"b\":2,\"a\":3}");
        assertThat(map.length()).isEqualTo(2);
        assertThat(text(map.key(0)) + map.entry(0).number()).isEqualTo("a3");
        assertThat(text(map.key(1)) + map.entry(1).number()).isEqualTo("b2");
    }

    /// Whatever the bytes are, it reads them or refuses them, and what it reads is JSON to Jackson too.
    @Property(tries = 3_000)
    void anyBytesAreReadOrRefused(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomTables tables = new RandomTables(random);
        HiveType.Struct row = tables.row();
        byte[] record = tables.record(tables.value(row));
        byte[] alphabet = bytes("{}[]\",:\\u0eE+-.ntf\u00e4 \n");
        for (int i = random.nextInt(4); i > 0 && record.length > 0; i--) {
            record[random.nextInt(record.length)] = alphabet[random.nextInt(alphabet.length)];
        }
        JsonRows reader = new JsonRows(row, OPEN_X);
        try {
            reader.read(record);
            assertThatCode(() -> jackson(record)).doesNotThrowAnyException();
        } catch (MalformedRecordException e) {
            assertThat(e.code()).startsWith("DataFormatConversion.");
        }
    }

    private static void jackson(byte[] record) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        try (MappingIterator<Object> values = mapper.readerFor(Object.class).readValues(record)) {
            while (values.hasNextValue()) {
                values.nextValue();
            }
        }
    }

    private static String shown(Value value) {
        return value.nanos() == 0 ? Long.toString(value.number()) : "%d.%09d".formatted(value.number(), value.nanos());
    }

    private static String text(Value value) {
        return new String(value.bytes(), value.offset(), value.length(), StandardCharsets.UTF_8);
    }

    private static Value one(String type, InputFormat input, String json) throws MalformedRecordException {
        return read(row("c", type), input, "{\"c\": " + json + "}").get(0).child(0);
    }

    private static Rows read(HiveType.Struct row, InputFormat input, String record) throws MalformedRecordException {
        return new JsonRows(row, input).read(bytes(record));
    }

    private static HiveType.Struct row(String... namesAndTypes) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(new Column(namesAndTypes[i], namesAndTypes[i + 1]));
        }
        return HiveType.row(new TableSchema("1", columns));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
