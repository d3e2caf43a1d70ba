package io.millrace.core.resource.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.firehose.OutputFormat.OrcCompression;
import io.millrace.core.resource.firehose.OutputFormat.ParquetCompression;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatConversionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPEN_X = "{'OpenXJsonSerDe': {}}";
    private static final String PARQUET = "{'ParquetSerDe': {}}";
    private static final String TABLE = "{'RoleARN': 'r', 'DatabaseName': 'db', 'TableName': 't'}";

    @Test
    void whatIsNotSaidHasAwsDefaultsAndIsNotFilledIn() {
        S3Destination destination = parse(conversion(OPEN_X, PARQUET, TABLE));

        FormatConversion conversion = destination.conversion().orElseThrow();
        assertThat(conversion.input()).isEqualTo(new InputFormat.OpenX(true, Map.of(), false));
        assertThat(conversion.output())
                .isEqualTo(new OutputFormat.Parquet(ParquetCompression.SNAPPY, 256 << 20, 1 << 20, true, false));
        assertThat(conversion.table().version()).isEqualTo("LATEST");
        assertThat(destination.naming().extension()).isEqualTo(".parquet");
        assertThat(destination.buffering().sizeInMBs()).isEqualTo(128);
        assertThat(destination.json().get("DataFormatConversionConfiguration"))
                .isEqualTo(
                        json("{" + conversion(OPEN_X, PARQUET, TABLE) + "}").get("DataFormatConversionConfiguration"));
        assertThat(S3Destination.parse(Fields.of(destination.json(), "again"))).isEqualTo(destination);
    }

    @Test
    void whatIsSaidIsHonoured() {
        S3Destination destination = parse(conversion(
                        "{'HiveJsonSerDe': {'TimestampFormats': ['yyyy', 'millis']}}",
                        "{'OrcSerDe': {'Compression': 'ZLIB', 'StripeSizeBytes': 8388608, 'BloomFilterColumns': ['a'],"
                                + " 'FormatVersion': 'V0_12', 'DictionaryKeyThreshold': 0.5}}",
                        TABLE)
                + ", 'FileExtension': '.x'");
        FormatConversion conversion = destination.conversion().orElseThrow();

        assertThat(conversion.input()).isEqualTo(new InputFormat.Hive(List.of("yyyy", "millis")));
        assertThat(conversion.output()).isEqualTo(new OutputFormat.Orc(OrcCompression.ZLIB, 8 << 20));
        assertThat(destination.naming().extension()).isEqualTo(".x");
        assertThat(parse(conversion(OPEN_X, "{'OrcSerDe': {}}", TABLE)).naming().extension())
                .isEqualTo(".orc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'OpenXJsonSerDe': {}, 'HiveJsonSerDe': {}}|{'ParquetSerDe': {}}|More than one deserializer specified.",
                "{}|{'ParquetSerDe': {}}|Deserializer must not be null",
                "{'OpenXJsonSerDe': {}}|{}|Serializer must not be null",
                "{'OpenXJsonSerDe': {}}|{'ParquetSerDe': {}, 'OrcSerDe': {}}|More than one serializer specified.",
                "{'OpenXJsonSerDe': {}}|{'ParquetSerDe': {'PageSizeBytes': 1}}|PageSizeBytes: 1 is not between 65536 and",
                "{'OpenXJsonSerDe': {}}|{'ParquetSerDe': {'Compression': 'LZO'}}|'LZO' is not one of UNCOMPRESSED, GZIP",
                "{'OpenXJsonSerDe': {}}|{'OrcSerDe': {'PaddingTolerance': 2}}|PaddingTolerance: 2.0 is not between 0 and 1",
                "{'OpenXJsonSerDe': {'X': 1}}|{'ParquetSerDe': {}}|OpenXJsonSerDe.X",
                "{'HiveJsonSerDe': {'TimestampFormats': ['w']}}|{'ParquetSerDe': {}}|the letter 'w' is not supported"
            })
    void whatIsWrongIsNamed(String input, String output, String message) {
        assertThatThrownBy(() -> parse(conversion(input, output, TABLE)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'DatabaseName': 'd', 'TableName': 't'}|SchemaConfiguration.RoleArn must not be null or empty",
                "{'RoleARN': 'r', 'DatabaseName': '', 'TableName': 't'}|SchemaConfiguration.DatabaseName must not be null",
                "{'RoleARN': 'r', 'DatabaseName': 'd', 'TableName': 't', 'VersionId': 'x'}|'x' is neither LATEST nor a number",
                "{}|SchemaConfiguration must not be null"
            })
    void aTableIsNeeded(String table, String message) {
        assertThatThrownBy(() -> parse(conversion(OPEN_X, PARQUET, table))).hasMessageContaining(message);
    }

    @Test
    void theRestOfTheDestinationMustSuit() {
        String conversion = conversion(OPEN_X, PARQUET, TABLE);
        assertThatThrownBy(() -> parse(conversion + ", 'CompressionFormat': 'GZIP'"))
                .hasMessageStartingWith("The S3 destination's compression format must be set to UNCOMPRESSED");
        assertThatThrownBy(() -> parse(conversion + ", 'BufferingHints': {'SizeInMBs': 63, 'IntervalInSeconds': 60}"))
                .hasMessage("BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.");
        assertThat(parse(conversion.replace("{'Schema", "{'Enabled': false, 'Schema") + ", 'CompressionFormat': 'GZIP'")
                        .conversion())
                .isEmpty();
    }

    @Test
    void anUpdateSwitchesItOffAndOn() {
        S3Destination destination = parse(conversion(OPEN_X, PARQUET, TABLE));
        S3Destination off =
                destination.update(Fields.of(json("{'DataFormatConversionConfiguration': {'Enabled': false}}"), "U"));
        assertThat(off.conversion()).isEmpty();
        assertThat(off.naming().extension()).isEmpty();
        S3Destination on = off.update(Fields.of(json("{" + conversion(OPEN_X, PARQUET, TABLE) + "}"), "U"));
        assertThat(on).isEqualTo(destination);
    }

    private static String conversion(String input, String output, String table) {
        return "'DataFormatConversionConfiguration': {'SchemaConfiguration': " + table
                + ", 'InputFormatConfiguration': {'Deserializer': " + input
                + "}, 'OutputFormatConfiguration': {'Serializer': " + output + "}}";
    }

    private static S3Destination parse(String members) {
        ObjectNode all =
                json("{'RoleARN': 'arn:aws:iam::000000000000:role/firehose','BucketARN': 'arn:aws:s3:::clicks'}");
        all.setAll(json("{" + members + "}"));
        return S3Destination.parse(Fields.of(all, "ExtendedS3DestinationConfiguration"));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
