package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A version of a layer: a zip whose content lies beside the code of the functions that have it. It never changes.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html>
///
/// @param layer name of the layer
/// @param region of the layer
/// @param number 1 and up; a number is never given twice
/// @param description may be empty
/// @param license may be empty
/// @param runtimes that it says it is for; only listings look at them
/// @param architectures that it says it is for; only listings look at them
/// @param created when it was published
/// @param codeSha256 which content: base64 as AWS writes it
/// @param codeBytes size of the zip
/// @param madeAs what a stack calls it by until it knows the number; empty when no stack made it
public record LayerVersion(
        String layer,
        String region,
        int number,
        String description,
        String license,
        List<String> runtimes,
        List<String> architectures,
        Instant created,
        String codeSha256,
        long codeBytes,
        String madeAs)
        implements Resource {
    public static final String TYPE = "AWS::Lambda::LayerVersion";

    public LayerVersion {
        runtimes = List.copyOf(runtimes);
        architectures = List.copyOf(architectures);
    }

    public static ResourceId id(String region, String layer, int number) {
        return new ResourceId(TYPE, region, layer + ":" + number);
    }

    @Override
    public ResourceId id() {
        return id(region, layer, number);
    }

    /// With the number.
    public String arn() {
        return Layer.arn(region, layer) + ":" + number;
    }

    /// As a function has it.
    public LayerUse use() {
        return new LayerUse(arn(), codeBytes, codeSha256);
    }

    /// How versions of layers are kept.
    public static final ResourceKind<LayerVersion> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<LayerVersion> valueType() {
            return LayerVersion.class;
        }

        @Override
        public ObjectNode write(LayerVersion version) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Layer", version.layer())
                    .put("Region", version.region())
                    .put("Number", version.number())
                    .put("Description", version.description())
                    .put("License", version.license())
                    .put("Created", version.created().toString())
                    .put("CodeSha256", version.codeSha256())
                    .put("CodeSize", version.codeBytes());
            ArrayNode runtimes = kept.putArray("Runtimes");
            version.runtimes().forEach(runtimes::add);
            ArrayNode architectures = kept.putArray("Architectures");
            version.architectures().forEach(architectures::add);
            return version.madeAs().isEmpty() ? kept : kept.put("MadeAs", version.madeAs());
        }

        @Override
        public LayerVersion read(ObjectNode kept) {
            return new LayerVersion(
                    kept.required("Layer").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("Number").intValue(),
                    kept.required("Description").textValue(),
                    kept.required("License").textValue(),
                    texts(kept.required("Runtimes")),
                    texts(kept.required("Architectures")),
                    Instant.parse(kept.required("Created").textValue()),
                    kept.required("CodeSha256").textValue(),
                    kept.required("CodeSize").longValue(),
                    kept.path("MadeAs").asText());
        }

        private static List<String> texts(JsonNode array) {
            List<String> texts = new ArrayList<>();
            array.forEach(text -> texts.add(text.textValue()));
            return texts;
        }
    };
}
