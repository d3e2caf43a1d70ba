package io.millrace.server.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.core.resource.logs.LogTags;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.List;

/// The tags of log groups, by AWS's present operations (which name an ARN) and its older ones (which name the group).
/// Kept and given back, without further meaning.
final class TagOperations {
    private final LogGroups groups;

    TagOperations(LogGroups groups) {
        this.groups = groups;
    }

    JsonNode tagResource(AwsCall call) {
        Fields fields = call.fields();
        return tag(fields, byArn(call, fields));
    }

    JsonNode tagGroup(AwsCall call) {
        Fields fields = call.fields();
        return tag(fields, GroupNames.named(groups, call.region(), fields));
    }

    JsonNode untagResource(AwsCall call) {
        Fields fields = call.fields();
        return untag(fields, byArn(call, fields), "tagKeys");
    }

    JsonNode untagGroup(AwsCall call) {
        Fields fields = call.fields();
        return untag(fields, GroupNames.named(groups, call.region(), fields), "tags");
    }

    JsonNode listForResource(AwsCall call) {
        Fields fields = call.fields();
        return list(fields, byArn(call, fields));
    }

    JsonNode listOfGroup(AwsCall call) {
        Fields fields = call.fields();
        return list(fields, GroupNames.named(groups, call.region(), fields));
    }

    private LogGroup byArn(AwsCall call, Fields fields) {
        return GroupNames.ofArn(groups, call.region(), fields.requiredString("resourceArn"));
    }

    private JsonNode tag(Fields fields, LogGroup group) {
        LogTags added = LogTags.parse(fields, "tags");
        fields.refuseUnknown();
        if (added.values().isEmpty()) {
            throw fields.missing("tags");
        }
        groups.tag(group, added);
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode untag(Fields fields, LogGroup group, String name) {
        List<String> keys = fields.strings(name);
        fields.refuseUnknown();
        if (keys.isEmpty()) {
            throw fields.missing(name);
        }
        groups.untag(group, keys);
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode list(Fields fields, LogGroup group) {
        fields.refuseUnknown();
        return JsonNodeFactory.instance.objectNode().set("tags", group.tags().json());
    }
}
