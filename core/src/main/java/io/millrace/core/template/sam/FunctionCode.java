package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Where a function's code comes from.
final class FunctionCode {
    private FunctionCode() {}

    /// The `Code` of a function of Lambda.
    static ObjectNode of(SamProperties properties) {
        ObjectNode code = source(properties);
        if (properties.has("SourceKMSKeyArn")) {
            code.set("SourceKMSKeyArn", properties.get("SourceKMSKeyArn"));
        }
        return code;
    }

    private static ObjectNode source(SamProperties properties) {
        if (properties.text("PackageType", "Zip").equals("Image")) {
            if (!properties.has("ImageUri")) {
                throw new InvalidResourceException("'ImageUri' must be set.");
            }
            return Nodes.object("ImageUri", properties.get("ImageUri"));
        }
        if (properties.has("InlineCode") == properties.has("CodeUri")) {
            throw new InvalidResourceException("Only one of 'InlineCode' or 'CodeUri' can be set.");
        }
        return properties.has("InlineCode")
                ? Nodes.object("ZipFile", properties.get("InlineCode"))
                : S3Location.of(properties, "CodeUri");
    }
}
