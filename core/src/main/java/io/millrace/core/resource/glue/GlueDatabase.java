package io.millrace.core.resource.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A database of AWS Glue's Data Catalog: a name that tables are found under.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-databases.html>
///
/// @param region where it was made
/// @param input what the caller said, as [GlueInputs#database] checked it; not to be changed
/// @param created when it was made
/// @param tags kept only
public record GlueDatabase(String region, ObjectNode input, Instant created, SequencedMap<String, String> tags)
        implements Resource {
    public static final String TYPE = "AWS::Glue::Database";

    public GlueDatabase {
        tags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tags));
    }

    public static ResourceId id(String region, String name) {
        return new ResourceId(TYPE, region, GlueNames.folded(name));
    }

    @Override
    public ResourceId id() {
        return id(region, name());
    }

    /// In lower case.
    public String name() {
        return input.path("Name").textValue();
    }

    public String arn() {
        return Arn.of("glue", region, "database/" + name());
    }

    public GlueDatabase withInput(ObjectNode other) {
        return new GlueDatabase(region, other, created, tags);
    }

    public GlueDatabase withTags(Map<String, String> others) {
        return new GlueDatabase(region, input, created, new LinkedHashMap<>(others));
    }

    /// How databases are kept.
    public static final ResourceKind<GlueDatabase> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<GlueDatabase> valueType() {
            return GlueDatabase.class;
        }

        @Override
        public ObjectNode write(GlueDatabase database) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Region", database.region())
                    .put("Created", database.created().toString());
            kept.set("Input", database.input());
            ObjectNode tags = kept.putObject("Tags");
            database.tags().forEach(tags::put);
            return kept;
        }

        @Override
        public GlueDatabase read(ObjectNode kept) {
            SequencedMap<String, String> tags = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> tag : kept.required("Tags").properties()) {
                tags.put(tag.getKey(), tag.getValue().textValue());
            }
            return new GlueDatabase(
                    kept.required("Region").textValue(),
                    (ObjectNode) kept.required("Input"),
                    Instant.parse(kept.required("Created").textValue()),
                    tags);
        }
    };
}
