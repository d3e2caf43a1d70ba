package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A function: its `$LATEST`, and what all its versions share. Versions, aliases and permissions are resources of their
/// own, [FunctionPart]s.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html>
///
/// @param name 1–64 characters of `[a-zA-Z0-9_-]`, unique in its region
/// @param region where it was made
/// @param latest the version `$LATEST`
/// @param lastVersion number of the version that was published last; 0 when there was none
/// @param reservedConcurrency how many calls may run at once, over all versions; 0 stops it
/// @param tags kept only
public record LambdaFunction(
        String name,
        String region,
        FunctionSnapshot latest,
        int lastVersion,
        Optional<Integer> reservedConcurrency,
        Map<String, String> tags)
        implements Resource {
    public static final String TYPE = "AWS::Lambda::Function";

    public LambdaFunction {
        tags = Map.copyOf(tags);
    }

    public static ResourceId id(String region, String name) {
        return new ResourceId(TYPE, region, name);
    }

    @Override
    public ResourceId id() {
        return id(region, name);
    }

    /// Without a qualifier.
    public String arn() {
        return Arn.of("lambda", region, "function:" + name);
    }

    public LambdaFunction withLatest(FunctionSnapshot changed) {
        return new LambdaFunction(name, region, changed, lastVersion, reservedConcurrency, tags);
    }

    public LambdaFunction withLastVersion(int number) {
        return new LambdaFunction(name, region, latest, number, reservedConcurrency, tags);
    }

    public LambdaFunction withReservedConcurrency(Optional<Integer> changed) {
        return new LambdaFunction(name, region, latest, lastVersion, changed, tags);
    }

    public LambdaFunction withTags(Map<String, String> changed) {
        return new LambdaFunction(name, region, latest, lastVersion, reservedConcurrency, changed);
    }

    /// How functions are kept.
    public static final ResourceKind<LambdaFunction> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<LambdaFunction> valueType() {
            return LambdaFunction.class;
        }

        @Override
        public ObjectNode write(LambdaFunction function) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Name", function.name())
                    .put("Region", function.region())
                    .put("LastVersion", function.lastVersion());
            kept.set("Latest", function.latest().json());
            function.reservedConcurrency().ifPresent(calls -> kept.put("ReservedConcurrency", calls));
            ObjectNode tags = kept.putObject("Tags");
            new TreeMap<>(function.tags()).forEach(tags::put);
            return kept;
        }

        @Override
        public LambdaFunction read(ObjectNode kept) {
            Map<String, String> tags = new LinkedHashMap<>();
            kept.required("Tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
            return new LambdaFunction(
                    kept.required("Name").textValue(),
                    kept.required("Region").textValue(),
                    FunctionSnapshot.read(kept.required("Latest")),
                    kept.required("LastVersion").intValue(),
                    kept.has("ReservedConcurrency")
                            ? Optional.of(kept.get("ReservedConcurrency").intValue())
                            : Optional.empty(),
                    tags);
        }
    };
}
