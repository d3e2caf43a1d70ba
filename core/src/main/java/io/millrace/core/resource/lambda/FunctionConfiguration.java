package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a version of a function is run with.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html>
///
/// @param runtime AWS's identifier: `java21`, `nodejs22.x`, `python3.12`, `provided.al2023`
/// @param handler as the runtime reads it: `com.example.Handler::handleRequest`, `index.handler`
/// @param role ARN; kept only
/// @param description kept only
/// @param timeoutSeconds 1–900
/// @param memoryMegabytes 128–10,240
/// @param environment the user's variables
/// @param logGroup where its output goes when not to `/aws/lambda/NAME`
/// @param layers what lies beside its code, in order: at most [io.millrace.core.limit.Limit#FUNCTION_LAYERS]
/// @param kept further members that are given back and have no effect here
public record FunctionConfiguration(
        String runtime,
        String handler,
        String role,
        String description,
        int timeoutSeconds,
        int memoryMegabytes,
        Map<String, String> environment,
        Optional<String> logGroup,
        List<LayerUse> layers,
        ObjectNode kept) {
    public FunctionConfiguration {
        environment = Map.copyOf(environment);
        layers = List.copyOf(layers);
        kept = kept.deepCopy();
    }

    /// One without layers.
    public FunctionConfiguration(
            String runtime,
            String handler,
            String role,
            String description,
            int timeoutSeconds,
            int memoryMegabytes,
            Map<String, String> environment,
            Optional<String> logGroup,
            ObjectNode kept) {
        this(
                runtime,
                handler,
                role,
                description,
                timeoutSeconds,
                memoryMegabytes,
                environment,
                logGroup,
                List.of(),
                kept);
    }

    /// What is kept of a logging format of JSON: `LogFormat` and its levels. Empty when it is Text.
    public Optional<ObjectNode> structuredLogging() {
        return Optional.ofNullable((ObjectNode) kept().get(KeptMembers.STRUCTURED));
    }

    /// The caller owns it.
    @Override
    public ObjectNode kept() {
        return kept.deepCopy();
    }

    /// The same under another description.
    public FunctionConfiguration withDescription(String changed) {
        return new FunctionConfiguration(
                runtime, handler, role, changed, timeoutSeconds, memoryMegabytes, environment, logGroup, layers, kept);
    }

    /// The same with other layers.
    public FunctionConfiguration withLayers(List<LayerUse> changed) {
        return new FunctionConfiguration(
                runtime,
                handler,
                role,
                description,
                timeoutSeconds,
                memoryMegabytes,
                environment,
                logGroup,
                changed,
                kept);
    }

    /// The same with one more member that is kept.
    public FunctionConfiguration withKept(String name, JsonNode value) {
        ObjectNode more = kept.deepCopy();
        more.set(name, value);
        return withKept(more);
    }

    FunctionConfiguration withKept(ObjectNode changed) {
        return new FunctionConfiguration(
                runtime,
                handler,
                role,
                description,
                timeoutSeconds,
                memoryMegabytes,
                environment,
                logGroup,
                layers,
                changed);
    }
}
