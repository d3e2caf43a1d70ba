package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A [FunctionConfiguration] in AWS's own words, as answers have it and the catalog keeps it.
public final class ConfigurationJson {
    private ConfigurationJson() {}

    /// The members that were given; variables in order of name.
    public static ObjectNode write(FunctionConfiguration configuration) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("Runtime", configuration.runtime())
                .put("Handler", configuration.handler())
                .put("Role", configuration.role())
                .put("Description", configuration.description())
                .put("Timeout", configuration.timeoutSeconds())
                .put("MemorySize", configuration.memoryMegabytes());
        if (!configuration.environment().isEmpty()) {
            ObjectNode variables = json.putObject("Environment").putObject("Variables");
            new TreeMap<>(configuration.environment()).forEach(variables::put);
        }
        configuration.logGroup().ifPresent(group -> json.putObject("LoggingConfig")
                .put("LogFormat", "Text")
                .put("LogGroup", group));
        if (!configuration.layers().isEmpty()) {
            ArrayNode layers = json.putArray("Layers");
            configuration.layers().forEach(layer -> layer.writeTo(layers.addObject()));
        }
        json.setAll(configuration.kept());
        return json;
    }

    /// What [#write] has written.
    static FunctionConfiguration read(JsonNode json) {
        ObjectNode kept = json.deepCopy();
        String runtime = kept.remove("Runtime").textValue();
        String handler = kept.remove("Handler").textValue();
        String role = kept.remove("Role").textValue();
        String description = kept.remove("Description").textValue();
        int timeoutSeconds = kept.remove("Timeout").intValue();
        int memoryMegabytes = kept.remove("MemorySize").intValue();
        Map<String, String> environment = new LinkedHashMap<>();
        JsonNode variables = kept.remove("Environment");
        if (variables != null) {
            variables
                    .required("Variables")
                    .properties()
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().textValue()));
        }
        Optional<String> logGroup = Optional.ofNullable(kept.remove("LoggingConfig"))
                .map(logging -> logging.required("LogGroup").textValue());
        List<LayerUse> layers = new ArrayList<>();
        Optional.ofNullable(kept.remove("Layers"))
                .ifPresent(all -> all.forEach(layer -> layers.add(LayerUse.read(layer))));
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
                kept);
    }
}
