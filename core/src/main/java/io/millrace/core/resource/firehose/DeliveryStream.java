package io.millrace.core.resource.firehose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/// A delivery stream of Amazon Data Firehose: what is put into it lies in its log stream and is delivered to its
/// destination.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html>
///
/// @param name 1–64 characters of `[a-zA-Z0-9_.-]`, unique in its region
/// @param region where it was made
/// @param logStream its stream of the log; unlike that of any earlier delivery stream of this name
/// @param version what an update raises and must name
/// @param destination where it delivers to
/// @param tags kept only
/// @param backupFrom offset in its stream of the log at which source record backup begins, where there is one
public record DeliveryStream(
        String name,
        String region,
        String logStream,
        Version version,
        S3Destination destination,
        Tags tags,
        long backupFrom)
        implements Resource {
    public static final String TYPE = "AWS::KinesisFirehose::DeliveryStream";

    /// Where records come from: those who put them.
    public static final String DIRECT_PUT = "DirectPut";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
    private static final int LOG_SUFFIX_CHARS = 8;

    /// Which state of a delivery stream this is.
    ///
    /// @param id 1 at first, one more with each update
    /// @param createdAt when the stream was made
    /// @param updatedAt when this version was made
    public record Version(int id, Instant createdAt, Instant updatedAt) {}

    /// A new delivery stream.
    ///
    /// @param random makes its log stream unlike any other
    /// @throws RequestException `InvalidArgumentException` when the name is none
    public static DeliveryStream create(ResourceId id, S3Destination destination, Tags tags, Instant now, UUID random) {
        if (!NAME.matcher(id.name()).matches()) {
            throw RequestException.invalidArgument(
                    "DeliveryStreamName: '" + id.name() + "' does not have 1 to 64 characters of a-z A-Z 0-9 _ . -");
        }
        String suffix = random.toString().substring(0, LOG_SUFFIX_CHARS);
        String logStream = "firehose." + id.region() + "." + id.name() + "." + suffix;
        return new DeliveryStream(id.name(), id.region(), logStream, new Version(1, now, now), destination, tags, 0);
    }

    public static ResourceId id(String region, String name) {
        return new ResourceId(TYPE, region, name);
    }

    @Override
    public ResourceId id() {
        return id(region, name);
    }

    public String arn() {
        return Arn.of("firehose", region, "deliverystream/" + name);
    }

    /// The next version, with another destination.
    ///
    /// @param endOffset of its stream of the log now: where backup begins when the change enables it
    public DeliveryStream withDestination(S3Destination changed, Instant now, long endOffset) {
        boolean enables = destination.backup().isEmpty() && changed.backup().isPresent();
        return new DeliveryStream(
                name,
                region,
                logStream,
                new Version(version.id() + 1, version.createdAt(), now),
                changed,
                tags,
                enables ? endOffset : backupFrom);
    }

    /// The same version with other tags.
    public DeliveryStream withTags(Tags changed) {
        return new DeliveryStream(name, region, logStream, version, destination, changed, backupFrom);
    }

    /// How delivery streams are kept.
    public static final ResourceKind<DeliveryStream> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<DeliveryStream> valueType() {
            return DeliveryStream.class;
        }

        @Override
        public ObjectNode write(DeliveryStream stream) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Name", stream.name())
                    .put("Region", stream.region())
                    .put("LogStream", stream.logStream())
                    .put("VersionId", stream.version().id())
                    .put("CreatedAt", stream.version().createdAt().toString())
                    .put("UpdatedAt", stream.version().updatedAt().toString());
            kept.set("Destination", stream.destination().json());
            kept.set("Tags", stream.tags().json());
            return kept.put("BackupFrom", stream.backupFrom());
        }

        @Override
        public DeliveryStream read(ObjectNode kept) {
            return new DeliveryStream(
                    kept.required("Name").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("LogStream").textValue(),
                    new Version(
                            kept.required("VersionId").intValue(),
                            Instant.parse(kept.required("CreatedAt").textValue()),
                            Instant.parse(kept.required("UpdatedAt").textValue())),
                    S3Destination.parse(Fields.of(kept.required("Destination"), "Destination")),
                    Tags.read(kept.required("Tags")),
                    kept.path("BackupFrom").longValue());
        }
    };
}
