package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A world that is written down.
final class FakeWorld implements World {
    final Map<String, String> ids = new HashMap<>();
    final Map<String, JsonNode> attributes = new HashMap<>();
    final Map<String, String> exports = new HashMap<>();
    final Map<String, String> ssm = new HashMap<>();
    private final Map<String, JsonNode> pseudo = new HashMap<>(Map.of(
            "AWS::AccountId", TextNode.valueOf("000000000000"),
            "AWS::Partition", TextNode.valueOf("aws"),
            "AWS::Region", TextNode.valueOf("us-east-1"),
            "AWS::StackId", TextNode.valueOf("arn:aws:cloudformation:us-east-1:000000000000:stack/s/1"),
            "AWS::StackName", TextNode.valueOf("s"),
            "AWS::URLSuffix", TextNode.valueOf("amazonaws.com"),
            "AWS::NotificationARNs", JsonNodeFactory.instance.arrayNode()));

    /// A resource that is made.
    FakeWorld made(String logicalId, String physicalId) {
        ids.put(logicalId, physicalId);
        return this;
    }

    /// An attribute of one.
    FakeWorld attribute(String logicalId, String attribute, String value) {
        attributes.put(logicalId + "." + attribute, TextNode.valueOf(value));
        return this;
    }

    @Override
    public Map<String, JsonNode> pseudoParameters() {
        return pseudo;
    }

    @Override
    public Optional<String> ref(String logicalId) {
        return Optional.ofNullable(ids.get(logicalId));
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String attribute) {
        return Optional.ofNullable(attributes.get(logicalId + "." + attribute));
    }

    @Override
    public String imported(String exportName) {
        return Optional.ofNullable(exports.get(exportName))
                .orElseThrow(
                        () -> new RequestException("ValidationError", "No export named " + exportName + " found."));
    }

    @Override
    public String ssmParameter(String name, Optional<Integer> version, boolean secure) {
        String key = (secure ? "secure:" : "")
                + name
                + version.map(number -> ":" + number).orElse("");
        return Optional.ofNullable(ssm.get(key))
                .orElseThrow(() -> new RequestException(
                        "ValidationError", "Unable to fetch parameters [" + name + "] from parameter store"));
    }

    @Override
    public List<String> zones(String region) {
        return List.of(region + "a", region + "b", region + "c");
    }
}
