package io.millrace.core.resource.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One version of a parameter.
///
/// @param number 1 for the first
/// @param stored the value; of a SecureString what it was encrypted to, never the value itself
/// @param modified when it was put
/// @param details that were put with it
/// @param labels other names of this version
public record SsmVersion(int number, String stored, Instant modified, Details details, List<String> labels) {
    public SsmVersion {
        labels = List.copyOf(labels);
    }

    /// What is put beside the value. Kept only, but for the pattern, which the value fits.
    ///
    /// @param keyId the key of a SecureString, by AWS's name of it
    public record Details(
            Optional<String> description, Optional<String> allowedPattern, Optional<String> keyId, String dataType) {}

    public SsmVersion withLabels(List<String> others) {
        return new SsmVersion(number, stored, modified, details, others);
    }

    ObjectNode write() {
        ObjectNode kept = JsonNodeFactory.instance
                .objectNode()
                .put("Number", number)
                .put("Stored", stored)
                .put("Modified", modified.toString())
                .put("DataType", details.dataType());
        details.description().ifPresent(text -> kept.put("Description", text));
        details.allowedPattern().ifPresent(text -> kept.put("AllowedPattern", text));
        details.keyId().ifPresent(text -> kept.put("KeyId", text));
        ArrayNode all = kept.putArray("Labels");
        labels.forEach(all::add);
        return kept;
    }

    static SsmVersion read(JsonNode kept) {
        List<String> labels = new ArrayList<>();
        kept.required("Labels").forEach(label -> labels.add(label.textValue()));
        return new SsmVersion(
                kept.required("Number").intValue(),
                kept.required("Stored").textValue(),
                Instant.parse(kept.required("Modified").textValue()),
                new Details(
                        text(kept, "Description"),
                        text(kept, "AllowedPattern"),
                        text(kept, "KeyId"),
                        kept.required("DataType").textValue()),
                labels);
    }

    private static Optional<String> text(JsonNode kept, String name) {
        return Optional.ofNullable(kept.get(name)).map(JsonNode::textValue);
    }

    @Override
    public String toString() {
        return "SsmVersion[" + number + "]";
    }
}
