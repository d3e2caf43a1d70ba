package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// Code and configuration of a function at one time: what `$LATEST` is now, or what a version was made of.
///
/// @param codeSha256 which code: base64 as AWS writes it
/// @param codeBytes size of the zip
/// @param lastModified when it became so
/// @param revisionId a UUID, another one with each change
public record FunctionSnapshot(
        FunctionConfiguration configuration,
        String codeSha256,
        long codeBytes,
        Instant lastModified,
        String revisionId) {
    /// Whether a version of the one would be a version of the other.
    public boolean runsAs(FunctionSnapshot other) {
        return configuration.equals(other.configuration) && codeSha256.equals(other.codeSha256);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("CodeSha256", codeSha256)
                .put("CodeSize", codeBytes)
                .put("LastModified", lastModified.toString())
                .put("RevisionId", revisionId);
        json.set("Configuration", ConfigurationJson.write(configuration));
        return json;
    }

    static FunctionSnapshot read(JsonNode kept) {
        return new FunctionSnapshot(
                ConfigurationJson.read(kept.required("Configuration")),
                kept.required("CodeSha256").textValue(),
                kept.required("CodeSize").longValue(),
                Instant.parse(kept.required("LastModified").textValue()),
                kept.required("RevisionId").textValue());
    }
}
