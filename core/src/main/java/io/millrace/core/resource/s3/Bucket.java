package io.millrace.core.resource.s3;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;

/// A bucket: its name is unique everywhere, its objects lie in the [io.millrace.core.store.ObjectStore].
///
/// @param name 3–63 characters, as S3 demands
/// @param region where it was made; buckets are reached from any region
/// @param created when it was made
public record Bucket(String name, String region, Instant created) implements Resource {
    public static final String TYPE = "AWS::S3::Bucket";

    public static ResourceId id(String name) {
        return new ResourceId(TYPE, ResourceId.GLOBAL, name);
    }

    @Override
    public ResourceId id() {
        return id(name);
    }

    /// How buckets are kept.
    public static final ResourceKind<Bucket> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<Bucket> valueType() {
            return Bucket.class;
        }

        @Override
        public ObjectNode write(Bucket bucket) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("Name", bucket.name())
                    .put("Region", bucket.region())
                    .put("Created", bucket.created().toString());
        }

        @Override
        public Bucket read(ObjectNode kept) {
            return new Bucket(
                    kept.required("Name").textValue(),
                    kept.required("Region").textValue(),
                    Instant.parse(kept.required("Created").textValue()));
        }
    };
}
