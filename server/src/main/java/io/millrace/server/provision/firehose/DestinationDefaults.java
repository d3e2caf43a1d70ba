package io.millrace.server.provision.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// What an update says of members that a template no longer has: those that UpdateDestination is not told stay as they
/// are.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html>
final class DestinationDefaults {
    private static final int MEGABYTES = 5;
    private static final int MEGABYTES_LARGE = 128;
    private static final int SECONDS = 300;
    private static final List<String> TEXTS = List.of("Prefix", "ErrorOutputPrefix", "FileExtension", "CustomTimeZone");
    private static final List<String> SWITCHES = List.of(
            "CloudWatchLoggingOptions",
            "ProcessingConfiguration",
            "DataFormatConversionConfiguration",
            "DynamicPartitioningConfiguration");

    private DestinationDefaults() {}

    /// @param given what the template has
    /// @param present what the stream has
    static ObjectNode filled(ObjectNode given, JsonNode present) {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        TEXTS.forEach(name -> defaults.put(name, ""));
        SWITCHES.forEach(name -> defaults.putObject(name).put("Enabled", false));
        boolean partitioned =
                present.path("DynamicPartitioningConfiguration").path("Enabled").asBoolean();
        JsonNode conversion = given.path("DataFormatConversionConfiguration");
        boolean converted = conversion.isObject() && conversion.path("Enabled").asBoolean(true);
        defaults.putObject("BufferingHints")
                .put("SizeInMBs", partitioned || converted ? MEGABYTES_LARGE : MEGABYTES)
                .put("IntervalInSeconds", SECONDS);
        defaults.put("CompressionFormat", "UNCOMPRESSED");
        defaults.putObject("EncryptionConfiguration").put("NoEncryptionConfig", "NoEncryption");
        defaults.put("S3BackupMode", "Disabled");
        defaults.properties().removeIf(member -> !present.has(member.getKey()));
        defaults.setAll(given);
        return defaults;
    }
}
