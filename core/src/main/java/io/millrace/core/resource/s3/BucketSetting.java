package io.millrace.core.resource.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A sub-resource of a bucket that was set, as it is given back. It goes with its bucket.
///
/// @param bucket name of the bucket
/// @param name as S3's query parameter has it: `versioning`, `policy`
/// @param document the text that a read is answered with; empty where reading must say that there is none although a
/// new bucket has one
/// @param headers of the answer beside it
public record BucketSetting(String bucket, String name, String document, Map<String, String> headers)
        implements Resource {
    public static final String TYPE = "AWS::S3::BucketSetting";

    public BucketSetting {
        headers = Map.copyOf(headers);
    }

    public static ResourceId id(String bucket, String name) {
        return new ResourceId(TYPE, ResourceId.GLOBAL, bucket + "/" + name);
    }

    @Override
    public ResourceId id() {
        return id(bucket, name);
    }

    /// How settings are kept.
    public static final ResourceKind<BucketSetting> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<BucketSetting> valueType() {
            return BucketSetting.class;
        }

        @Override
        public ObjectNode write(BucketSetting setting) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Bucket", setting.bucket())
                    .put("Name", setting.name())
                    .put("Document", setting.document());
            ObjectNode headers = kept.putObject("Headers");
            new TreeMap<>(setting.headers()).forEach(headers::put);
            return kept;
        }

        @Override
        public BucketSetting read(ObjectNode kept) {
            Map<String, String> headers = new LinkedHashMap<>();
            kept.required("Headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().textValue()));
            return new BucketSetting(
                    kept.required("Bucket").textValue(),
                    kept.required("Name").textValue(),
                    kept.required("Document").textValue(),
                    headers);
        }
    };
}
