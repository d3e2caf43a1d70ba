package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The parts of what an API's permission and stage are called.
final class Invocations {
    private Invocations() {}

    /// The ARN of one operation of an API, at any of its stages.
    ///
    /// @param arn how it begins: `arn:` and the partition
    /// @param method `*` for any
    static ObjectNode source(String arn, String method, String path, JsonNode apiId) {
        String resource = path.replaceAll("\\{[^}]*}", "*");
        return Nodes.substitute(
                arn + ":execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}/" + method
                        + (resource.startsWith("/") ? "" : "/") + resource,
                Nodes.object("__ApiId__", apiId, "__Stage__", "*"));
    }

    /// What a logical id has of a stage: its name when that is letters and digits, else a hash of it; `Stage` when the
    /// name is not known.
    static String stageIdPart(JsonNode stageName) {
        if (!stageName.isValueNode()) {
            return "Stage";
        }
        String name = stageName.asText();
        return name.matches("[A-Za-z0-9]+") ? name : Digests.shortened(name);
    }

    /// The logical id of an API's stage.
    static String stageId(String apiId, JsonNode stageName) {
        if (!stageName.isValueNode()) {
            return apiId + "Stage";
        }
        String part = stageIdPart(stageName);
        return part.equals(stageName.asText()) ? apiId + part + "Stage" : apiId + "Stage" + part;
    }
}
