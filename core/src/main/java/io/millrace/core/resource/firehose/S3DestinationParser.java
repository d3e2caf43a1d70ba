package io.millrace.core.resource.firehose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the properties of an S3 destination, each against AWS's own bounds.
final class S3DestinationParser {
    private static final Pattern ROLE_ARN = Pattern.compile("arn:.{1,30}:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-/]+");
    private static final Pattern BUCKET_ARN = Pattern.compile("arn:[a-z0-9\\-]{1,30}:s3:::([a-zA-Z0-9_.\\-]{1,255})");
    private static final Pattern FILE_EXTENSION = Pattern.compile("^$|\\.[0-9a-z!\\-_.*'()]+");
    private static final Pattern LOG_GROUP = Pattern.compile("[.\\-_/#A-Za-z0-9]*");
    private static final Pattern LOG_STREAM = Pattern.compile("[^:*]*");
    private static final String BACKUP_CONFIGURATION = "S3BackupConfiguration";
    private static final int ROLE_ARN_CHARS = 512;
    private static final int FILE_EXTENSION_CHARS = 128;
    private static final int LOG_NAME_CHARS = 512;

    private final Fields fields;

    private S3DestinationParser(Fields fields) {
        this.fields = fields;
    }

    /// @param extended whether the properties of the extended destination may be there
    static S3Destination parse(Fields fields, boolean extended) {
        return new S3DestinationParser(fields).read(extended);
    }

    private S3Destination read(boolean extended) {
        refuseTooLarge();
        matching("RoleARN", ROLE_ARN, ROLE_ARN_CHARS, fields.requiredString("RoleARN"));
        String bucketArn = fields.requiredString("BucketARN");
        Matcher matcher = BUCKET_ARN.matcher(bucketArn);
        if (!matcher.matches()) {
            throw fields.invalid("BucketARN", "'" + bucketArn + "' is not of the form arn:aws:s3:::bucket");
        }
        CompressionFormat format =
                fields.oneOf("CompressionFormat", CompressionFormat.class).orElse(CompressionFormat.UNCOMPRESSED);
        encryption();
        logging();
        boolean partitioned = extended && DynamicPartitioning.enabled(fields);
        Processing processing = extended ? ProcessingParser.parse(fields) : Processing.NONE;
        Optional<FormatConversion> conversion = extended ? conversion(format) : Optional.empty();
        String ending = conversion.map(found -> found.output().extension()).orElse(format.extension());
        String extension = extended ? extension(ending) : ending;
        ZoneId zone = extended ? zone() : ZoneOffset.UTC;
        Optional<S3Destination> backup = extended ? backup() : Optional.empty();
        Prefix prefix = Prefix.ofData(fields.string("Prefix").orElse(""), fields.at("Prefix"));
        ObjectNaming naming = new ObjectNaming(prefix, errorPrefix(prefix), zone, extension);
        BufferingHints hints = BufferingHints.parse(fields, partitioned, conversion.isPresent());
        DynamicPartitioning.check(fields, partitioned, processing, prefix);
        fields.refuseUnknown();
        return new S3Destination(
                withDefaults(hints, format, extended, backup),
                new S3Destination.Parts(
                        matcher.group(1),
                        naming,
                        hints,
                        format,
                        processing,
                        partitioned,
                        conversion,
                        backup.filter(place -> backsUp())));
    }

    private void refuseTooLarge() {
        int bytes = fields.node().toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limit.FIREHOSE_DESTINATION_BYTES.value()) {
            throw RequestException.invalidArgument("%s may take at most %d bytes, this one takes %d"
                    .formatted(fields.path(), Limit.FIREHOSE_DESTINATION_BYTES.value(), bytes));
        }
    }

    private ObjectNode withDefaults(
            BufferingHints hints, CompressionFormat format, boolean extended, Optional<S3Destination> backup) {
        ObjectNode json = fields.node().deepCopy();
        json.properties().removeIf(property -> property.getValue().isNull());
        json.set("BufferingHints", hints.json());
        json.put("CompressionFormat", format.toString());
        json.putIfAbsent("EncryptionConfiguration", json.objectNode().put("NoEncryptionConfig", "NoEncryption"));
        json.putIfAbsent("CloudWatchLoggingOptions", json.objectNode().put("Enabled", false));
        if (extended) {
            json.remove(BACKUP_CONFIGURATION);
            json.putIfAbsent("S3BackupMode", json.textNode("Disabled"));
            backup.ifPresent(destination -> json.set(S3Destination.BACKUP, destination.json()));
        }
        return json;
    }

    private Prefix errorPrefix(Prefix prefix) {
        String given = fields.string("ErrorOutputPrefix").orElse("");
        if (!given.isEmpty()) {
            return Prefix.ofErrors(given, fields.at("ErrorOutputPrefix"));
        }
        if (prefix.hasExpressions()) {
            throw fields.invalid("ErrorOutputPrefix", "cannot be null or empty when Prefix contains expressions");
        }
        return Prefix.ofErrors(fields.string("Prefix").orElse(""), fields.at("Prefix"));
    }

    private void encryption() {
        fields.object("EncryptionConfiguration").ifPresent(encryption -> {
            encryption.notSupported("KMSEncryptionConfig", "objects are not encrypted");
            encryption.oneOf("NoEncryptionConfig", "NoEncryption");
            encryption.refuseUnknown();
        });
    }

    /// Kept and given back; there are no logs to write to.
    private void logging() {
        fields.object("CloudWatchLoggingOptions").ifPresent(logging -> {
            logging.bool("Enabled");
            logging.string("LogGroupName").ifPresent(name -> matching(logging, "LogGroupName", LOG_GROUP, name));
            logging.string("LogStreamName").ifPresent(name -> matching(logging, "LogStreamName", LOG_STREAM, name));
            logging.refuseUnknown();
        });
    }

    private boolean backsUp() {
        return fields.oneOf("S3BackupMode", "Disabled", "Enabled")
                .orElse("Disabled")
                .equals("Enabled");
    }

    /// As given at creation, or as it was described: an older shape that is a part of the extended one. Kept while
    /// source
    /// record backup is disabled, so that an update which enables it need not say it again.
    private Optional<S3Destination> backup() {
        Optional<Fields> given = fields.object(BACKUP_CONFIGURATION).or(() -> fields.object(S3Destination.BACKUP));
        if (backsUp() && given.isEmpty()) {
            throw fields.invalid(BACKUP_CONFIGURATION, "is required when S3BackupMode is Enabled");
        }
        return given.map(destination -> parse(destination, false));
    }

    private Optional<FormatConversion> conversion(CompressionFormat format) {
        boolean enabled = fields.object(FormatConversionParser.NAME)
                .filter(conversion -> conversion.bool("Enabled").orElse(true))
                .isPresent();
        if (enabled) {
            FormatConversionParser.check(fields, format);
        }
        return FormatConversionParser.parse(fields);
    }

    private String extension(String ending) {
        String extension = fields.string("FileExtension").orElse("");
        matching("FileExtension", FILE_EXTENSION, FILE_EXTENSION_CHARS, extension);
        return extension.isEmpty() ? ending : extension;
    }

    private ZoneId zone() {
        String zone = fields.string("CustomTimeZone").orElse("");
        if (zone.isEmpty()) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw fields.invalid("CustomTimeZone", "'" + zone + "' is no time zone such as Europe/Berlin");
        }
        return ZoneId.of(zone);
    }

    private void matching(String name, Pattern pattern, int charsMax, String value) {
        if (value.length() > charsMax || !pattern.matcher(value).matches()) {
            throw fields.invalid(
                    name, "'%s' does not match %s or has more than %d characters".formatted(value, pattern, charsMax));
        }
    }

    private static void matching(Fields owner, String name, Pattern pattern, String value) {
        new S3DestinationParser(owner).matching(name, pattern, LOG_NAME_CHARS, value);
    }
}
