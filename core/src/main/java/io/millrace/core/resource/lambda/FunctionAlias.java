package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A name for a version of a function, or for two between which calls are drawn.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_AliasConfiguration.html>
///
/// @param function name of the function
/// @param region of the function
/// @param name 1–128 characters of `[a-zA-Z0-9_-]`, not a number
/// @param version `$LATEST` or a number
/// @param description kept only
/// @param weights other versions with the part of the calls that they get, 0.0–1.0; AWS allows one
/// @param revisionId a UUID, another one with each change
public record FunctionAlias(
        String function,
        String region,
        String name,
        String version,
        String description,
        Map<String, Double> weights,
        String revisionId)
        implements FunctionPart {
    public static final String TYPE = "AWS::Lambda::Alias";

    public FunctionAlias {
        weights = Map.copyOf(weights);
    }

    public static ResourceId id(String region, String function, String name) {
        return new ResourceId(TYPE, region, function + ":" + name);
    }

    @Override
    public ResourceId id() {
        return id(region, function, name);
    }

    @Override
    public Optional<String> qualifier() {
        return Optional.of(name);
    }

    public String arn() {
        return Arn.of("lambda", region, "function:" + function + ":" + name);
    }

    /// Which version gets a call.
    ///
    /// @param draw 0.0 up to but not including 1.0
    public String versionFor(double draw) {
        double below = 0;
        for (Map.Entry<String, Double> other : new TreeMap<>(weights).entrySet()) {
            below += other.getValue();
            if (draw < below) {
                return other.getKey();
            }
        }
        return version;
    }

    /// As answers have it.
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("AliasArn", arn())
                .put("Name", name)
                .put("FunctionVersion", version)
                .put("Description", description)
                .put("RevisionId", revisionId);
        if (!weights.isEmpty()) {
            ObjectNode additional = json.putObject("RoutingConfig").putObject("AdditionalVersionWeights");
            new TreeMap<>(weights).forEach(additional::put);
        }
        return json;
    }

    /// How aliases are kept.
    public static final ResourceKind<FunctionAlias> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<FunctionAlias> valueType() {
            return FunctionAlias.class;
        }

        @Override
        public ObjectNode write(FunctionAlias alias) {
            return alias.json().put("Function", alias.function()).put("Region", alias.region());
        }

        @Override
        public FunctionAlias read(ObjectNode kept) {
            Map<String, Double> weights = new TreeMap<>();
            JsonNode additional = kept.path("RoutingConfig").path("AdditionalVersionWeights");
            additional
                    .properties()
                    .forEach(other ->
                            weights.put(other.getKey(), other.getValue().doubleValue()));
            return new FunctionAlias(
                    kept.required("Function").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("Name").textValue(),
                    kept.required("FunctionVersion").textValue(),
                    kept.required("Description").textValue(),
                    weights,
                    kept.required("RevisionId").textValue());
        }
    };
}
