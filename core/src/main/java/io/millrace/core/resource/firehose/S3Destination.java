package io.millrace.core.resource.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Where and how a delivery stream delivers: a checked, typed view of an `ExtendedS3DestinationConfiguration`, which is
/// kept as it was given, with AWS's defaults, for Describe.
///
/// Kept only, without effect: `RoleARN`, `CloudWatchLoggingOptions`, `DynamicPartitioningConfiguration.RetryOptions`.
/// Immutable. Two are equal when their JSON is.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html>
public final class S3Destination {
    private static final Set<String> UPDATABLE = Set.of(
            "RoleARN",
            "BucketARN",
            "Prefix",
            "ErrorOutputPrefix",
            "BufferingHints",
            "CompressionFormat",
            "EncryptionConfiguration",
            "CloudWatchLoggingOptions",
            "ProcessingConfiguration",
            "S3BackupMode",
            "DataFormatConversionConfiguration",
            "DynamicPartitioningConfiguration",
            "FileExtension",
            "CustomTimeZone");
    private static final List<String> PLAIN = List.of(
            "RoleARN",
            "BucketARN",
            "Prefix",
            "ErrorOutputPrefix",
            "BufferingHints",
            "CompressionFormat",
            "EncryptionConfiguration",
            "CloudWatchLoggingOptions");

    private final ObjectNode json;
    private final String bucket;
    private final ObjectNaming naming;
    private final BufferingHints buffering;
    private final CompressionFormat format;
    private final Processing processing;
    private final boolean partitioned;

    S3Destination(
            ObjectNode json,
            String bucket,
            ObjectNaming naming,
            BufferingHints buffering,
            CompressionFormat format,
            Processing processing,
            boolean partitioned) {
        this.json = json;
        this.bucket = bucket;
        this.naming = naming;
        this.buffering = buffering;
        this.format = format;
        this.processing = processing;
        this.partitioned = partitioned;
    }

    /// Reads an `ExtendedS3DestinationConfiguration`, or [#json()] again.
    ///
    /// @throws RequestException `InvalidArgumentException` or `SerializationException`, naming the property
    public static S3Destination parse(Fields extended) {
        return S3DestinationParser.parse(extended, true);
    }

    /// Reads the older `S3DestinationConfiguration`, which lacks what the extended one adds.
    ///
    /// @throws RequestException `InvalidArgumentException` or `SerializationException`, naming the property
    public static S3Destination parsePlain(Fields plain) {
        return parse(Fields.of(S3DestinationParser.parse(plain, false).json(), plain.path()));
    }

    /// This destination with an `ExtendedS3DestinationUpdate`: its members replace whole members, the others stay.
    ///
    /// @throws RequestException `InvalidArgumentException` or `SerializationException`, naming the property
    public S3Destination update(Fields update) {
        update.notSupported("S3BackupUpdate", "there is no source record backup yet");
        ObjectNode merged = json();
        UPDATABLE.forEach(name -> update.any(name).ifPresent(value -> merged.set(name, value)));
        update.refuseUnknown();
        S3Destination updated = parse(Fields.of(merged, update.path()));
        if (partitioned != updated.partitioned) {
            throw update.invalid(
                    "DynamicPartitioningConfiguration",
                    partitioned
                            ? "dynamic partitioning cannot be disabled once it is enabled"
                            : "dynamic partitioning can only be enabled when the delivery stream is created");
        }
        return updated;
    }

    /// This destination with the older `S3DestinationUpdate`.
    ///
    /// @throws RequestException `InvalidArgumentException` or `SerializationException`, naming the property
    public S3Destination updatePlain(Fields update) {
        ObjectNode members = update.node().objectNode();
        PLAIN.forEach(name -> update.any(name).ifPresent(value -> members.set(name, value)));
        update.refuseUnknown();
        return update(Fields.of(members, update.path()));
    }

    /// As given, with AWS's defaults: the `ExtendedS3DestinationDescription`. The caller owns it.
    public ObjectNode json() {
        return json.deepCopy();
    }

    /// The `S3DestinationDescription` that stands beside the extended one.
    public ObjectNode plainJson() {
        return json().retain(PLAIN);
    }

    /// Name of the bucket.
    public String bucket() {
        return bucket;
    }

    public ObjectNaming naming() {
        return naming;
    }

    public BufferingHints buffering() {
        return buffering;
    }

    public CompressionFormat format() {
        return format;
    }

    public Processing processing() {
        return processing;
    }

    /// Whether records are spread over objects by their partition keys.
    public boolean isPartitioned() {
        return partitioned;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof S3Destination that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return Objects.hash(json);
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
