package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A version of a layer as a function has it: what was in it stays the function's, also when the layer is deleted.
///
/// @param arn of the layer's version
/// @param codeBytes size of its zip
/// @param codeSha256 which content: base64 as AWS writes it
public record LayerUse(String arn, long codeBytes, String codeSha256) {
    void writeTo(ObjectNode json) {
        json.put("Arn", arn).put("CodeSize", codeBytes).put("CodeSha256", codeSha256);
    }

    static LayerUse read(JsonNode kept) {
        return new LayerUse(
                kept.required("Arn").textValue(),
                kept.required("CodeSize").longValue(),
                kept.required("CodeSha256").textValue());
    }
}
