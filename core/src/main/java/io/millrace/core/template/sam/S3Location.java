package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where code, a layer's content or a definition lies: `s3://bucket/key?versionId=…` or an object of `Bucket`, `Key`
/// and
/// `Version`. A local path is refused: packaging resolves it before a template is transformed.
final class S3Location {
    private static final Pattern URI = Pattern.compile("s3://([^/?]+)/([^?]+)(?:\\?versionId=(.+))?");

    private S3Location() {}

    /// In the words of Lambda: `S3Bucket`, `S3Key`, `S3ObjectVersion`.
    static ObjectNode of(SamProperties properties, String property) {
        ObjectNode plain = plain(properties, property);
        ObjectNode code = Nodes.object("S3Bucket", plain.get("Bucket"), "S3Key", plain.get("Key"));
        if (plain.has("Version")) {
            code.set("S3ObjectVersion", plain.get("Version"));
        }
        return code;
    }

    /// `Bucket`, `Key`, `Version`.
    static ObjectNode plain(SamProperties properties, String property) {
        JsonNode value = properties.required(property);
        if (value.isObject() && value.hasNonNull("Bucket") && value.hasNonNull("Key")) {
            ObjectNode plain = Nodes.object("Bucket", value.get("Bucket"), "Key", value.get("Key"));
            if (value.hasNonNull("Version")) {
                plain.set("Version", value.get("Version"));
            }
            return plain;
        }
        if (value.isObject()) {
            throw new InvalidResourceException(
                    "'" + property + "' requires Bucket and Key properties to be specified.");
        }
        Matcher uri = URI.matcher(value.asText());
        if (!uri.matches()) {
            throw new InvalidResourceException("'" + property + "' is not a valid S3 Uri of the form 's3://bucket/key'"
                    + " with optional versionId query parameter.");
        }
        ObjectNode plain = Nodes.object("Bucket", uri.group(1), "Key", uri.group(2));
        if (uri.group(3) != null) {
            plain.put("Version", uri.group(3));
        }
        return plain;
    }
}
