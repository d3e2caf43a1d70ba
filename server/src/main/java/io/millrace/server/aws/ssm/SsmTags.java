package io.millrace.server.aws.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.ssm.SsmParameter;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tags of parameters; kept only.
final class SsmTags {
    private static final int KEY_CHARS = 128;
    private static final int VALUE_CHARS = 256;

    private final SsmStore store;

    SsmTags(SsmStore store) {
        this.store = store;
    }

    static Map<String, String> read(Fields fields, String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Fields tag : fields.objects(name)) {
            String key = tag.requiredString("Key");
            String value = tag.requiredString("Value");
            tag.refuseUnknown();
            if (key.isEmpty() || key.length() > KEY_CHARS || key.startsWith("aws:") || value.length() > VALUE_CHARS) {
                throw tag.invalid(
                        "Key", "a tag has a key of 1 to 128 characters outside aws: and a value of up to 256");
            }
            tags.put(key, value);
        }
        return checked(tags);
    }

    private static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > Limit.SSM_TAGS.value()) {
            throw new RequestException(
                    "TooManyTagsError", "A parameter may have at most " + Limit.SSM_TAGS.value() + " tags");
        }
        return tags;
    }

    private SsmParameter tagged(AwsCall call, Fields fields) {
        String type = fields.requiredString("ResourceType");
        if (!type.equals("Parameter")) {
            throw new RequestException("InvalidResourceType", type + " is not supported by Millrace: use Parameter");
        }
        String id = fields.requiredString("ResourceId");
        return store.find(call.region(), id)
                .orElseThrow(() -> new RequestException("InvalidResourceId", "There is no parameter " + id));
    }

    JsonNode add(AwsCall call) {
        Fields fields = call.fields();
        SsmParameter parameter = tagged(call, fields);
        Map<String, String> more = read(fields, "Tags");
        fields.refuseUnknown();
        store.catalog().update(SsmParameter.class, parameter.id(), now -> {
            Map<String, String> all = new LinkedHashMap<>(now.tags());
            all.putAll(more);
            return now.withTags(checked(all));
        });
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode remove(AwsCall call) {
        Fields fields = call.fields();
        SsmParameter parameter = tagged(call, fields);
        List<String> keys = fields.strings("TagKeys");
        fields.refuseUnknown();
        store.catalog().update(SsmParameter.class, parameter.id(), now -> {
            Map<String, String> left = new LinkedHashMap<>(now.tags());
            left.keySet().removeAll(keys);
            return now.withTags(left);
        });
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        SsmParameter parameter = tagged(call, fields);
        fields.refuseUnknown();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode tags = answer.putArray("TagList");
        parameter
                .tags()
                .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        return answer;
    }
}
