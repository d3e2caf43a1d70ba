package io.millrace.server.aws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.resource.firehose.Tags;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The tags of delivery streams: kept and given back, without further meaning.
final class TagOperations {
    private final Catalog catalog;

    TagOperations(Catalog catalog) {
        this.catalog = catalog;
    }

    JsonNode tag(AwsCall call) {
        Fields fields = call.fields();
        String name = StreamOperations.name(fields);
        Tags added = Tags.parse(fields, "Tags");
        fields.refuseUnknown();
        if (added.values().isEmpty()) {
            throw fields.missing("Tags");
        }
        change(call, name, tags -> tags.with(added));
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode untag(AwsCall call) {
        Fields fields = call.fields();
        String name = StreamOperations.name(fields);
        List<String> keys = fields.strings("TagKeys");
        fields.refuseUnknown();
        if (keys.isEmpty()) {
            throw fields.missing("TagKeys");
        }
        change(call, name, tags -> tags.without(keys));
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        DeliveryStream stream = StreamOperations.find(catalog, call.region(), StreamOperations.name(fields));
        String after = fields.string("ExclusiveStartTagKey").orElse("");
        int limit = fields.integerBetween("Limit", 1, Limit.FIREHOSE_TAGS.intValue())
                .orElse(Limit.FIREHOSE_TAGS.intValue());
        fields.refuseUnknown();
        List<Map.Entry<String, String>> rest = stream.tags().values().entrySet().stream()
                .filter(tag -> tag.getKey().compareTo(after) > 0)
                .sorted(Map.Entry.comparingByKey())
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode tags = answer.putArray("Tags");
        rest.stream()
                .limit(limit)
                .forEach(tag -> tags.addObject().put("Key", tag.getKey()).put("Value", tag.getValue()));
        return answer.put("HasMoreTags", rest.size() > limit);
    }

    private void change(AwsCall call, String name, UnaryOperator<Tags> change) {
        StreamOperations.find(catalog, call.region(), name);
        catalog.update(
                DeliveryStream.class,
                DeliveryStream.id(call.region(), name),
                stream -> stream.withTags(change.apply(stream.tags())));
    }
}
