package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.glue.GlueDatabase;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tags of databases; kept only. Tables have none, at AWS neither.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-tags.html>
final class GlueTags {
    private static final int KEY_CHARS = 128;
    private static final int VALUE_CHARS = 256;

    private final GlueStore store;

    GlueTags(GlueStore store) {
        this.store = store;
    }

    static Map<String, String> read(Fields fields, String member) {
        Map<String, String> tags = new LinkedHashMap<>();
        Optional<Fields> given = fields.object(member);
        given.ifPresent(object -> object.node().fieldNames().forEachRemaining(key -> {
            String value = object.string(key).orElse("");
            if (key.isEmpty() || key.length() > KEY_CHARS || key.startsWith("aws:") || value.length() > VALUE_CHARS) {
                throw fields.invalid(
                        member, "a tag has a key of 1 to 128 characters outside aws: and a value of up to 256");
            }
            tags.put(key, value);
        }));
        return checked(tags);
    }

    private static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > TableLimit.GLUE_TAGS.value()) {
            throw GlueStore.invalid("A database may have at most " + TableLimit.GLUE_TAGS.value() + " tags");
        }
        return tags;
    }

    private GlueDatabase tagged(AwsCall call, Fields fields) {
        String arn = fields.requiredString("ResourceArn");
        String databases = Arn.of("glue", call.region(), "database/");
        if (!arn.startsWith("arn:aws:glue:")) {
            throw GlueStore.invalid("ResourceArn: " + arn + " is no ARN of Glue");
        }
        if (!arn.startsWith(databases)) {
            throw GlueStore.notFound("Entity not found: " + arn + ". Tags here are those of databases, " + databases);
        }
        return store.database(call.region(), arn.substring(databases.length()));
    }

    JsonNode add(AwsCall call) {
        Fields fields = call.fields();
        GlueDatabase database = tagged(call, fields);
        if (!fields.has("TagsToAdd")) {
            throw fields.missing("TagsToAdd");
        }
        Map<String, String> more = read(fields, "TagsToAdd");
        fields.refuseUnknown();
        store.apply(() -> {
            GlueDatabase now = store.database(call.region(), database.name());
            Map<String, String> all = new LinkedHashMap<>(now.tags());
            all.putAll(more);
            return Changes.put(now.withTags(checked(all)));
        });
        return GlueJson.none();
    }

    JsonNode remove(AwsCall call) {
        Fields fields = call.fields();
        GlueDatabase database = tagged(call, fields);
        List<String> keys = fields.strings("TagsToRemove");
        fields.refuseUnknown();
        store.apply(() -> {
            GlueDatabase now = store.database(call.region(), database.name());
            Map<String, String> left = new LinkedHashMap<>(now.tags());
            left.keySet().removeAll(keys);
            return Changes.put(now.withTags(left));
        });
        return GlueJson.none();
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        GlueDatabase database = tagged(call, fields);
        fields.refuseUnknown();
        ObjectNode answer = GlueJson.none();
        ObjectNode tags = answer.putObject("Tags");
        database.tags().forEach(tags::put);
        return answer;
    }
}
