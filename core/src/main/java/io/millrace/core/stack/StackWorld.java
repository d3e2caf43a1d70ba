package io.millrace.core.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.template.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// What a stack's template is evaluated against: the stack's resources as they are, other stacks' exports, parameters
/// of
/// SSM. Remembers what was imported.
final class StackWorld implements World {
    private final StackPorts ports;
    private final StackIndex index;
    private final Stack stack;
    private final Set<String> unsureIds = ConcurrentHashMap.newKeySet();
    private final Set<String> unsureAttributes = ConcurrentHashMap.newKeySet();
    private final Set<String> imports = new ConcurrentSkipListSet<>();

    StackWorld(StackPorts ports, StackIndex index, Stack stack) {
        this.ports = ports;
        this.index = index;
        this.stack = stack;
    }

    /// Names that were asked for.
    Set<String> imports() {
        return new TreeSet<>(imports);
    }

    @Override
    public Map<String, JsonNode> pseudoParameters() {
        ArrayNode topics = JsonNodeFactory.instance.arrayNode();
        stack.options().notificationArns().forEach(topics::add);
        return Map.of(
                "AWS::AccountId",
                TextNode.valueOf(Arn.ACCOUNT),
                "AWS::NotificationARNs",
                topics,
                "AWS::Partition",
                TextNode.valueOf("aws"),
                "AWS::Region",
                TextNode.valueOf(stack.region()),
                "AWS::StackId",
                TextNode.valueOf(stack.stackId()),
                "AWS::StackName",
                TextNode.valueOf(stack.name()),
                "AWS::URLSuffix",
                TextNode.valueOf("amazonaws.com"));
    }

    /// From now on it is not known what a resource will be.
    ///
    /// @param replaced whether it will have another physical id
    void unsure(String logicalId, boolean replaced) {
        unsureAttributes.add(logicalId);
        if (replaced) {
            unsureIds.add(logicalId);
        }
    }

    @Override
    public Optional<String> ref(String logicalId) {
        return unsureIds.contains(logicalId)
                ? Optional.empty()
                : index.resource(stack, logicalId).map(StackResource::physicalId);
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String attribute) {
        if (unsureAttributes.contains(logicalId)) {
            return Optional.empty();
        }
        return index.resource(stack, logicalId).map(resource -> {
            JsonNode value = resource.attributes().get(attribute);
            if (value == null) {
                throw new RequestException(
                        "ValidationError",
                        resource.type() + " attribute error: resource " + logicalId + " has no " + attribute);
            }
            return value;
        });
    }

    @Override
    public String imported(String exportName) {
        imports.add(exportName);
        return Exports.find(index, stack.region(), exportName)
                .orElseThrow(() -> new RequestException("ValidationError", "No export named " + exportName + " found."))
                .value();
    }

    @Override
    public String ssmParameter(String name, Optional<Integer> version, boolean secure) {
        return ports.parameters().value(stack.region(), name, version, secure);
    }

    @Override
    public List<String> zones(String region) {
        return ports.zones().of(region);
    }
}
