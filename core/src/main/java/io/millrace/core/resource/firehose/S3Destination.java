package io.millrace.core.resource.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    static final String BACKUP = "S3BackupDescription";

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
    private final Parts parts;

    /// What the JSON says, typed.
    record Parts(
            String bucket,
            ObjectNaming naming,
            BufferingHints buffering,
            CompressionFormat format,
            Processing processing,
            boolean partitioned,
            Optional<FormatConversion> conversion,
            Optional<S3Destination> backup) {}

    S3Destination(ObjectNode json, Parts parts) {
        this.json = json;
        this.parts = parts;
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
        ObjectNode merged = json();
        UPDATABLE.forEach(name -> update.any(name).ifPresent(value -> merged.set(name, value)));
        update.object("S3BackupUpdate").ifPresent(change -> mergeBackup(merged, change));
        update.refuseUnknown();
        S3Destination updated = parse(Fields.of(merged, update.path()));
        if (backup().isPresent() && updated.backup().isEmpty()) {
            throw update.invalid("S3BackupMode", "source record backup cannot be disabled once it is enabled");
        }
        if (isPartitioned() != updated.isPartitioned()) {
            throw update.invalid(
                    "DynamicPartitioningConfiguration",
                    isPartitioned()
                            ? "dynamic partitioning cannot be disabled once it is enabled"
                            : "dynamic partitioning can only be enabled when the delivery stream is created");
        }
        return updated;
    }

    private static void mergeBackup(ObjectNode merged, Fields change) {
        ObjectNode present = merged.path(BACKUP) instanceof ObjectNode kept ? kept : merged.objectNode();
        PLAIN.forEach(name -> change.any(name).ifPresent(value -> present.set(name, value)));
        change.refuseUnknown();
        merged.set(BACKUP, present);
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
        return parts.bucket();
    }

    public ObjectNaming naming() {
        return parts.naming();
    }

    public BufferingHints buffering() {
        return parts.buffering();
    }

    public CompressionFormat format() {
        return parts.format();
    }

    public Processing processing() {
        return parts.processing();
    }

    /// Where source records go as they came, if they are kept.
    public Optional<S3Destination> backup() {
        return parts.backup();
    }

    /// What records are converted to, if they are.
    public Optional<FormatConversion> conversion() {
        return parts.conversion();
    }

    /// Whether records are spread over objects by their partition keys.
    public boolean isPartitioned() {
        return parts.partitioned();
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
