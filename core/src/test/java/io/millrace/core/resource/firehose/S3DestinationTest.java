package io.millrace.core.resource.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3DestinationTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROOT = "ExtendedS3DestinationConfiguration";
    private static final String PARTITIONED = """
            'Prefix': 'c=!{partitionKeyFromQuery:c}/', 'ErrorOutputPrefix': 'e/!{firehose:error-output-type}/',
            'BufferingHints': {'SizeInMBs': 64, 'IntervalInSeconds': 60},
            'DynamicPartitioningConfiguration': {'Enabled': true},
            'ProcessingConfiguration': {'Enabled': true, 'Processors': [{'Type': 'MetadataExtraction', 'Parameters': [
            {'ParameterName': 'MetadataExtractionQuery', 'ParameterValue': '{c: .customer}'},
            {'ParameterName': 'JsonParsingEngine', 'ParameterValue': 'JQ-1.6'}]}]}""";

    @Test
    void whatIsNotGivenHasAwsDefaults() throws JsonProcessingException {
        S3Destination destination = parse("");

        assertThat(destination.bucket()).isEqualTo("clicks");
        assertThat(destination.json()).isEqualTo(json("""
                                {'RoleARN': 'arn:aws:iam::000000000000:role/firehose', 'BucketARN': 'arn:aws:s3:::clicks',
                                'BufferingHints': {'SizeInMBs': 5, 'IntervalInSeconds': 300},
                                'CompressionFormat': 'UNCOMPRESSED',
                                'EncryptionConfiguration': {'NoEncryptionConfig': 'NoEncryption'},
                                'CloudWatchLoggingOptions': {'Enabled': false}, 'S3BackupMode': 'Disabled'}"""));
        assertThat(destination.plainJson().has("S3BackupMode")).isFalse();
    }

    @Test
    void whatIsGivenComesBackAndCanBeReadAgain() throws JsonProcessingException {
        S3Destination destination = parse(PARTITIONED + ", 'CustomTimeZone': 'Asia/Tokyo', 'FileExtension': '.json'");

        assertThat(destination.isPartitioned()).isTrue();
        assertThat(destination.naming().extension()).isEqualTo(".json");
        assertThat(destination.naming().zone()).hasToString("Asia/Tokyo");
        assertThat(S3Destination.parse(Fields.of(destination.json(), ROOT))).isEqualTo(destination);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'RoleARN': 'role'|RoleARN: 'role' does not match",
                "'BucketARN': 'clicks'|BucketARN: 'clicks' is not of the form arn:aws:s3:::bucket",
                "'Colour': 1|Unknown or unsupported: ExtendedS3DestinationConfiguration.Colour",
                "'BufferingHints': {'SizeInMBs': 5}|IntervalInSeconds: is required beside SizeInMBs",
                "'BufferingHints': {'SizeInMBs': 129, 'IntervalInSeconds': 0}|SizeInMBs: 129 is not between 1 and 128",
                "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 901}|901 is not between 0 and 900",
                "'CompressionFormat': 'SNAPPY'|'SNAPPY' is not one of UNCOMPRESSED, GZIP, ZIP, Snappy, HADOOP_SNAPPY",
                "'EncryptionConfiguration': {'KMSEncryptionConfig': {}}|KMSEncryptionConfig: not supported",
                "'S3BackupMode': 'Enabled'|S3BackupConfiguration: is required",
                "'DataFormatConversionConfiguration': {}|InputFormatConfiguration must not be null",
                "'FileExtension': 'json'|FileExtension: 'json' does not match",
                "'CustomTimeZone': 'Mars/Olympus'|CustomTimeZone: 'Mars/Olympus' is no time zone",
                "'Prefix': '!{timestamp:yyyy}/'|ErrorOutputPrefix: cannot be null or empty when Prefix contains",
                "'Prefix': '!{partitionKeyFromQuery:k}', 'ErrorOutputPrefix': 'e/'|partition keys need",
                "'ProcessingConfiguration': {'Enabled': true, 'Processors': [{'Type': 'Lambda'}]}|Lambda needs LambdaArn",
                "'ProcessingConfiguration': {'Enabled': true, 'Processors': [{'Type': 'Decompression'}]}|Decompression is",
                "'DynamicPartitioningConfiguration': {'RetryOptions': {'DurationInSeconds': 7201}}|between 0 and 7200",
                "'DynamicPartitioningConfiguration': {'Enabled': true}|must have !{partitionKeyFromQuery:…}",
                "'CloudWatchLoggingOptions': {'LogGroupName': 'a b'}|CloudWatchLoggingOptions.LogGroupName: 'a b'",
            })
    void whatAwsOrMillraceRefusesIsNamed(String member, String message) {
        assertThatThrownBy(() -> parse(member))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((RequestException) e).code())
                .isEqualTo("InvalidArgumentException");
    }

    @Test
    void disabledProcessingIsKeptWhateverItNames() throws JsonProcessingException {
        S3Destination destination = parse("'ProcessingConfiguration': {'Processors': [{'Type': 'Lambda', 'Parameters': "
                + "[{'ParameterName': 'LambdaArn', 'ParameterValue': 'arn:…'}]}]},"
                + "'DataFormatConversionConfiguration': {'Enabled': false}");

        assertThat(destination.processing().isPlain()).isTrue();
        assertThat(destination.processing().delimiter()).isEmpty();
        assertThat(destination
                        .json()
                        .at("/ProcessingConfiguration/Processors/0/Type")
                        .textValue())
                .isEqualTo("Lambda");
    }

    @Test
    void processorsThatNeedNoFunctionAreRead() throws JsonProcessingException {
        Processing processing = parse("""
                        'ProcessingConfiguration': {'Enabled': true, 'Processors': [
                        {'Type': 'RecordDeAggregation', 'Parameters': [
                        {'ParameterName': 'SubRecordType', 'ParameterValue': 'DELIMITED'},
                        {'ParameterName': 'Delimiter', 'ParameterValue': 'IyMjIw=='}]},
                        {'Type': 'AppendDelimiterToRecord', 'Parameters': [
                        {'ParameterName': 'Delimiter', 'ParameterValue': '\\\\n'}]}]}""").processing();

        assertThat(processing.deAggregation().orElseThrow())
                .isInstanceOfSatisfying(DeAggregation.Delimited.class, delimited -> assertThat(delimited.delimiter())
                        .asString()
                        .isEqualTo("####"));
        assertThat(processing.delimiter()).containsExactly('\n');
    }

    @Test
    void partitioningNeedsBigBuffersAndKeysOfTheQuery() {
        assertThatThrownBy(() -> parse(PARTITIONED.replace("64", "63"))).hasMessageContaining("must be at least 64");
        assertThatThrownBy(() -> parse(PARTITIONED.replace("60", "59"))).hasMessageContaining("must be at least 60");
        assertThatThrownBy(() -> parse(PARTITIONED.replace("Query:c}", "Query:d}")))
                .hasMessageContaining("!{partitionKeyFromQuery:d} is no key of the MetadataExtractionQuery");
        assertThatThrownBy(() -> parse(PARTITIONED.replace("JQ-1.6", "JQ-1.7")))
                .hasMessageContaining("JsonParsingEngine JQ-1.6");
        assertThatThrownBy(() -> parse(PARTITIONED.replace(".customer", ".customer |")))
                .hasMessageContaining("MetadataExtractionQuery cannot be used");
    }

    @Test
    void aDestinationIsLimitedInSize() {
        assertThatThrownBy(() -> parse("'DataFormatConversionConfiguration': {'Enabled': false, "
                        + "'SchemaConfiguration': '" + "x".repeat(50_000) + "'}"))
                .hasMessageContaining("may take at most 49152 bytes");
    }

    @Test
    void anUpdateReplacesWholeMembersAndLeavesOthers() throws JsonProcessingException {
        S3Destination destination = parse("'Prefix': 'a/', 'CompressionFormat': 'GZIP'");
        S3Destination updated = destination.update(
                Fields.of(json("{'Prefix': 'b/', 'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}}"), "U"));

        assertThat(updated.json().get("Prefix").textValue()).isEqualTo("b/");
        assertThat(updated.format()).isEqualTo(CompressionFormat.GZIP);
        assertThat(updated.buffering()).isEqualTo(new BufferingHints(1, 0));
        assertThatThrownBy(() -> destination.update(Fields.of(json("{'Colour': 1}"), "U")))
                .hasMessageContaining("U.Colour");
        assertThatThrownBy(() -> destination.updatePlain(Fields.of(json("{'FileExtension': '.x'}"), "U")))
                .hasMessageContaining("U.FileExtension");
    }

    @Test
    void partitioningIsSwitchedAtCreationOnly() throws JsonProcessingException {
        assertThatThrownBy(() -> parse("").update(Fields.of(json("{" + PARTITIONED + "}"), "U")))
                .hasMessageContaining("can only be enabled when the delivery stream is created");
        assertThatThrownBy(() -> parse(PARTITIONED)
                        .update(Fields.of(
                                json(
                                        "{'DynamicPartitioningConfiguration': {'Enabled': false}, 'Prefix': '', 'ProcessingConfiguration': {}}"),
                                "U")))
                .hasMessageContaining("cannot be disabled");
    }

    @Test
    void theOlderShapeLacksWhatTheExtendedOneAdds() throws JsonProcessingException {
        ObjectNode plain = configuration("");
        assertThat(S3Destination.parsePlain(Fields.of(plain, "S3DestinationConfiguration")))
                .isEqualTo(parse(""));
        plain.put("FileExtension", ".json");
        assertThatThrownBy(() -> S3Destination.parsePlain(Fields.of(plain, "S3DestinationConfiguration")))
                .hasMessageContaining("S3DestinationConfiguration.FileExtension");
    }

    private static S3Destination parse(String members) throws JsonProcessingException {
        return S3Destination.parse(Fields.of(configuration(members), ROOT));
    }

    private static ObjectNode configuration(String members) throws JsonProcessingException {
        ObjectNode all =
                json("{'RoleARN': 'arn:aws:iam::000000000000:role/firehose','BucketARN': 'arn:aws:s3:::clicks'}");
        all.setAll(json("{" + members + "}"));
        return all;
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
