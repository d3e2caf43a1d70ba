package io.millrace.core.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.resource.firehose.S3Destination;
import io.millrace.core.resource.firehose.Tags;
import java.time.Instant;
import java.util.UUID;

/// Delivery streams for tests, from JSON with single quotes.
public final class TestStreams {
    public static final String BUCKET = "clicks";
    public static final Instant START = Instant.parse("2026-11-21T08:30:00Z");
    static final String PARTITIONED = """
            'Prefix': 'p=!{partitionKeyFromQuery:p}/', 'ErrorOutputPrefix': 'e/!{firehose:error-output-type}/',
            'BufferingHints': {'SizeInMBs': 64, 'IntervalInSeconds': 60},
            'DynamicPartitioningConfiguration': {'Enabled': true},
            'ProcessingConfiguration': {'Enabled': true, 'Processors': [{'Type': 'MetadataExtraction', 'Parameters': [
            {'ParameterName': 'MetadataExtractionQuery', 'ParameterValue': '{p: .p}'},
            {'ParameterName': 'JsonParsingEngine', 'ParameterValue': 'JQ-1.6'}]},
            {'Type': 'RecordDeAggregation', 'Parameters': [
            {'ParameterName': 'SubRecordType', 'ParameterValue': 'JSON'}]},
            {'Type': 'AppendDelimiterToRecord'}]}""";

    static final FunctionInvoker NO_FUNCTION = (region, reference, payload) -> {
        throw new AssertionError("There is no function " + reference);
    };

    private TestStreams() {}

    public static DeliveryStream stream(String members) {
        return DeliveryStream.create(
                DeliveryStream.id("eu-west-1", "clicks"), destination(members), Tags.NONE, START, new UUID(0, 0));
    }

    public static S3Destination destination(String members) {
        ObjectNode all = json(
                "{'RoleARN': 'arn:aws:iam::000000000000:role/firehose','BucketARN': 'arn:aws:s3:::" + BUCKET + "'}");
        all.setAll(json("{" + members + "}"));
        return S3Destination.parse(Fields.of(all, "ExtendedS3DestinationConfiguration"));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
