package io.millrace.server.aws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.ingest.Ingest;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.resource.firehose.S3Destination;
import io.millrace.core.resource.firehose.Tags;
import io.millrace.server.aws.protocol.AwsCall;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Making, describing, changing and deleting delivery streams. A stream is ACTIVE as soon as its creation is answered.
final class StreamOperations {
    private static final List<String> OTHER_DESTINATIONS = List.of(
            "RedshiftDestination",
            "ElasticsearchDestination",
            "AmazonopensearchserviceDestination",
            "AmazonOpenSearchServerlessDestination",
            "SplunkDestination",
            "HttpEndpointDestination",
            "SnowflakeDestination",
            "IcebergDestination");

    private static final List<String> OTHER_SOURCES =
            List.of("KinesisStreamSourceConfiguration", "MSKSourceConfiguration", "DatabaseSourceConfiguration");

    private static final int LIST_LIMIT_DEFAULT = 10;
    private static final int LIST_LIMIT_MAX = 10_000;

    private final Catalog catalog;
    private final Ingest ingest;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    StreamOperations(Catalog catalog, Ingest ingest, InstantSource clock, Supplier<UUID> ids) {
        this.catalog = catalog;
        this.ingest = ingest;
        this.clock = clock;
        this.ids = ids;
    }

    JsonNode create(AwsCall call) {
        Fields fields = call.fields();
        String name = name(fields);
        requireDirectPut(fields);
        OTHER_SOURCES.forEach(source -> fields.notSupported(source, "records come by PutRecord and PutRecordBatch"));
        fields.notSupported("DirectPutSourceConfiguration", "a stream takes what the disk can hold");
        fields.notSupported("DeliveryStreamEncryptionConfigurationInput", "encrypt the disk instead");
        S3Destination destination =
                destination(fields, "Configuration", S3Destination::parse, S3Destination::parsePlain);
        Tags tags = Tags.parse(fields, "Tags");
        fields.refuseUnknown();
        requireRoom(call.region());
        DeliveryStream stream = DeliveryStream.create(
                DeliveryStream.id(call.region(), name), destination, tags, clock.instant(), ids.get());
        catalog.create(stream, "ResourceInUseException");
        return JsonNodeFactory.instance.objectNode().put("DeliveryStreamARN", stream.arn());
    }

    JsonNode describe(AwsCall call) {
        Fields fields = call.fields();
        String name = name(fields);
        fields.integerBetween("Limit", 1, LIST_LIMIT_MAX);
        fields.string("ExclusiveStartDestinationId");
        fields.refuseUnknown();
        DeliveryStream stream = find(catalog, call.region(), name);
        return JsonNodeFactory.instance.objectNode().set("DeliveryStreamDescription", StreamDescription.of(stream));
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        int limit = fields.integerBetween("Limit", 1, LIST_LIMIT_MAX).orElse(LIST_LIMIT_DEFAULT);
        String after = fields.string("ExclusiveStartDeliveryStreamName").orElse("");
        Optional<String> type = fields.string("DeliveryStreamType");
        fields.refuseUnknown();
        List<String> names = catalog.list(DeliveryStream.class).stream()
                .filter(stream -> stream.region().equals(call.region()))
                .filter(stream -> type.isEmpty() || type.get().equals(DeliveryStream.DIRECT_PUT))
                .map(DeliveryStream::name)
                .filter(name -> name.compareTo(after) > 0)
                .limit(limit + 1L)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode page = answer.putArray("DeliveryStreamNames");
        names.stream().limit(limit).forEach(page::add);
        return answer.put("HasMoreDeliveryStreams", names.size() > limit);
    }

    JsonNode updateDestination(AwsCall call) {
        Fields fields = call.fields();
        String name = name(fields);
        String version = fields.requiredString("CurrentDeliveryStreamVersionId");
        String destinationId = fields.requiredString("DestinationId");
        UnaryOperator<S3Destination> change = destination(
                fields,
                "Update",
                update -> before -> before.update(update),
                update -> before -> before.updatePlain(update));
        fields.refuseUnknown();
        find(catalog, call.region(), name);
        catalog.update(DeliveryStream.class, DeliveryStream.id(call.region(), name), stream -> {
            if (!version.equals(Integer.toString(stream.version().id()))) {
                throw new RequestException(
                        "ConcurrentModificationException",
                        "Cannot update firehose: " + name + " since the current version id: "
                                + stream.version().id()
                                + " and specified version id: " + version + " do not match");
            }
            if (!destinationId.equals(StreamDescription.DESTINATION_ID)) {
                throw RequestException.invalidArgument("Destination Id " + destinationId + " not found");
            }
            return stream.withDestination(
                    change.apply(stream.destination()), clock.instant(), ingest.endOffset(stream.logStream()));
        });
        return JsonNodeFactory.instance.objectNode();
    }

    /// What is buffered is discarded, as AWS does.
    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        String name = name(fields);
        fields.bool("AllowForceDelete");
        fields.refuseUnknown();
        find(catalog, call.region(), name);
        catalog.remove(DeliveryStream.id(call.region(), name));
        return JsonNodeFactory.instance.objectNode();
    }

    static String name(Fields fields) {
        String name = fields.string("DeliveryStreamName").orElse(null);
        PutDecoder.requireName(name);
        return name;
    }

    static DeliveryStream find(Catalog catalog, String region, String name) {
        return catalog.find(DeliveryStream.class, DeliveryStream.id(region, name))
                .orElseThrow(() -> unknown(name));
    }

    static RequestException unknown(String name) {
        return RequestException.notFound("Firehose " + name + " under account " + Arn.ACCOUNT + " not found.");
    }

    private static void requireDirectPut(Fields fields) {
        String type = fields.oneOf(
                        "DeliveryStreamType",
                        DeliveryStream.DIRECT_PUT,
                        "KinesisStreamAsSource",
                        "MSKAsSource",
                        "DatabaseAsSource")
                .orElse(DeliveryStream.DIRECT_PUT);
        if (!type.equals(DeliveryStream.DIRECT_PUT)) {
            throw fields.invalid("DeliveryStreamType", type + " is not supported by Millrace yet: use DirectPut");
        }
    }

    /// The one destination of a request: `ExtendedS3Destination…`, or the older shape that is a part of it.
    private static <T> T destination(
            Fields fields, String suffix, Function<Fields, T> ofExtended, Function<Fields, T> ofPlain) {
        for (String other : OTHER_DESTINATIONS) {
            fields.notSupported(other + suffix, "use ExtendedS3Destination" + suffix);
        }
        Optional<Fields> extended = fields.object("ExtendedS3Destination" + suffix);
        Optional<Fields> plain = fields.object("S3Destination" + suffix);
        if (extended.isPresent() == plain.isPresent()) {
            throw RequestException.invalidArgument("Exactly one destination configuration is supported for a Firehose");
        }
        return extended.map(ofExtended).or(() -> plain.map(ofPlain)).orElseThrow();
    }

    private void requireRoom(String region) {
        long streams = catalog.list(DeliveryStream.class).stream()
                .filter(stream -> stream.region().equals(region))
                .count();
        if (streams >= Limit.FIREHOSE_STREAMS.value()) {
            throw new RequestException(
                    "LimitExceededException",
                    "A region has at most " + Limit.FIREHOSE_STREAMS.value() + " delivery streams");
        }
    }
}
