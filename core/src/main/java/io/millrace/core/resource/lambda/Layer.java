package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;

/// That there was a layer of this name: it stays when all its versions are deleted, so that no number is given twice.
///
/// @param name 1–64 characters of `[a-zA-Z0-9_-]`, unique in its region
/// @param region where it was made
/// @param lastVersion number of the version that was published last
public record Layer(String name, String region, int lastVersion) implements Resource {
    public static final String TYPE = "AWS::Lambda::Layer";

    public static ResourceId id(String region, String name) {
        return new ResourceId(TYPE, region, name);
    }

    @Override
    public ResourceId id() {
        return id(region, name);
    }

    /// Of a layer, without a version.
    public static String arn(String region, String name) {
        return Arn.of("lambda", region, "layer:" + name);
    }

    /// How layers are kept.
    public static final ResourceKind<Layer> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<Layer> valueType() {
            return Layer.class;
        }

        @Override
        public ObjectNode write(Layer layer) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("Name", layer.name())
                    .put("Region", layer.region())
                    .put("LastVersion", layer.lastVersion());
        }

        @Override
        public Layer read(ObjectNode kept) {
            return new Layer(
                    kept.required("Name").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("LastVersion").intValue());
        }
    };
}
