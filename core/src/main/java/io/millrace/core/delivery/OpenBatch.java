package io.millrace.core.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.firehose.S3Destination;
import java.util.Optional;
import java.util.UUID;

/// What a delivery was about to commit: with it the same records make the same objects again, whatever has changed
/// since. It lies in the checkpoint as JSON.
///
/// @param to offset after its last record; its first is the checkpoint's position
/// @param seed what its object names are drawn from
/// @param openedMillis when it was begun, milliseconds since the epoch
/// @param version of the delivery stream
/// @param destination of the delivery stream, less what has no effect
/// @param conversion what records are converted by, if they are
record OpenBatch(
        long to,
        UUID seed,
        long openedMillis,
        int version,
        S3Destination destination,
        Optional<ConversionPlan> conversion) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String write() {
        ObjectNode snapshot = destination.json();
        if (conversion.isEmpty()) {
            snapshot.remove("DataFormatConversionConfiguration");
        }
        snapshot.remove("CloudWatchLoggingOptions");
        snapshot.remove("S3BackupMode");
        snapshot.remove("S3BackupDescription");
        if (!snapshot.at("/ProcessingConfiguration/Enabled").asBoolean()) {
            snapshot.remove("ProcessingConfiguration");
        }
        ObjectNode kept = JSON.createObjectNode()
                .put("to", to)
                .put("seed", seed.toString())
                .put("opened", openedMillis)
                .put("version", version);
        kept.set("destination", snapshot);
        conversion.ifPresent(plan -> kept.set("conversion", plan.write()));
        return kept.toString();
    }

    /// The same with its end known.
    OpenBatch endingAt(long end) {
        return new OpenBatch(end, seed, openedMillis, version, destination, conversion);
    }

    static OpenBatch read(String kept) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(kept);
            return new OpenBatch(
                    json.required("to").longValue(),
                    UUID.fromString(json.required("seed").textValue()),
                    json.required("opened").longValue(),
                    json.required("version").intValue(),
                    S3Destination.parse(Fields.of(json.required("destination"), "destination")),
                    Optional.ofNullable(json.get("conversion")).map(ConversionPlan::read));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The open batch in the checkpoint cannot be read", e);
        }
    }
}
