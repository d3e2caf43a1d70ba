package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.firehose.FirehoseTypes;
import java.util.List;

class FirehoseResourceTypesTest extends ResourceTypeContract {
    private static final String PLACE =
            "'RoleARN': 'arn:aws:iam::000000000000:role/r', 'BucketARN': 'arn:aws:s3:::clicks-bucket'";

    @Override
    List<ResourceType> types(InnerApi inner) {
        return FirehoseTypes.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return List.of(extended(), plain());
    }

    private static TypeExample extended() {
        return TypeExample.of("AWS::KinesisFirehose::DeliveryStream")
                .properties("""
                        {'DeliveryStreamName': 'clicks', 'DeliveryStreamType': 'DirectPut',
                         'Tags': [{'Key': 'a', 'Value': '1'}],
                         'ExtendedS3DestinationConfiguration': {%s, 'Prefix': 'data/',
                          'BufferingHints': {'SizeInMBs': '1', 'IntervalInSeconds': '60'}, 'CompressionFormat': 'GZIP',
                          'FileExtension': '.log', 'CustomTimeZone': 'Europe/Berlin',
                          'CloudWatchLoggingOptions': {'Enabled': true, 'LogGroupName': 'g', 'LogStreamName': 's'},
                          'ProcessingConfiguration': {'Enabled': 'true', 'Processors': [{'Type': 'Lambda', 'Parameters':
                           [{'ParameterName': 'LambdaArn',
                             'ParameterValue': 'arn:aws:lambda:us-east-1:000000000000:function:f'}]}]}}}""".formatted(PLACE))
                .changed("""
                        {'DeliveryStreamName': 'clicks', 'DeliveryStreamType': 'DirectPut',
                         'ExtendedS3DestinationConfiguration': {%s, 'ErrorOutputPrefix': 'bad/'}}""".formatted(PLACE))
                .named()
                .read(FirehoseResourceTypesTest::stream)
                .shows("/stream/DeliveryStreamName", "clicks", "clicks")
                .shows("/destination/Prefix", "data/", "")
                .shows("/destination/ErrorOutputPrefix", "", "bad/")
                .shows("/destination/BufferingHints/SizeInMBs", "1", "5")
                .shows("/destination/BufferingHints/IntervalInSeconds", "60", "300")
                .shows("/destination/CompressionFormat", "GZIP", "UNCOMPRESSED")
                .shows("/destination/FileExtension", ".log", "")
                .shows("/destination/CustomTimeZone", "Europe/Berlin", "")
                .shows("/destination/CloudWatchLoggingOptions/Enabled", "true", "false")
                .shows("/destination/ProcessingConfiguration/Enabled", "true", "false")
                .shows("/tags/0/Key", "a", "team")
                .shows("/tags/1/Value", "shop", "");
    }

    private static TypeExample plain() {
        return TypeExample.of("AWS::KinesisFirehose::DeliveryStream")
                .properties("{'S3DestinationConfiguration': {" + PLACE + ", 'Prefix': 'a/'}}")
                .changed("{'S3DestinationConfiguration': {" + PLACE + ", 'CompressionFormat': 'GZIP'}}")
                .read(FirehoseResourceTypesTest::stream)
                .shows("/destination/Prefix", "a/", "")
                .shows("/destination/CompressionFormat", "UNCOMPRESSED", "GZIP");
    }

    private static JsonNode stream(InnerApi api, ResourceCall call) throws InterruptedException {
        ObjectNode name = Members.none().put("DeliveryStreamName", call.physicalId());
        JsonNode stream = api.json("us-east-1", "firehose", "Firehose_20150804.DescribeDeliveryStream", name)
                .path("DeliveryStreamDescription");
        ObjectNode shown = Members.none().set("stream", stream);
        shown.set("destination", stream.at("/Destinations/0/ExtendedS3DestinationDescription"));
        return shown.set(
                "tags",
                api.json("us-east-1", "firehose", "Firehose_20150804.ListTagsForDeliveryStream", name)
                        .path("Tags"));
    }
}
