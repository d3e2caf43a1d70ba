package io.millrace.server.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.core.resource.logs.LogTags;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.List;
import java.util.Optional;

/// Making, describing and deleting log groups, and how long their events are shown.
final class GroupOperations {
    private static final String STANDARD = "STANDARD";

    private final LogGroups groups;

    GroupOperations(LogGroups groups) {
        this.groups = groups;
    }

    JsonNode create(AwsCall call) {
        Fields fields = call.fields();
        String name = fields.requiredString("logGroupName");
        LogTags tags = LogTags.parse(fields, "tags");
        fields.notSupported("kmsKeyId", "encrypt the disk that holds the data directory instead");
        requireStandard(fields);
        if (fields.bool("deletionProtectionEnabled").orElse(false)) {
            throw fields.invalid("deletionProtectionEnabled", "not supported by Millrace");
        }
        fields.refuseUnknown();
        groups.create(call.region(), name, tags, Optional.empty());
        return JsonNodeFactory.instance.objectNode();
    }

    private static void requireStandard(Fields fields) {
        String kind = fields.oneOf("logGroupClass", STANDARD, "INFREQUENT_ACCESS", "DELIVERY")
                .orElse(STANDARD);
        if (!kind.equals(STANDARD)) {
            throw fields.invalid("logGroupClass", kind + " is not supported by Millrace: use " + STANDARD);
        }
    }

    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        LogGroup group = GroupNames.named(groups, call.region(), fields);
        fields.refuseUnknown();
        groups.delete(group);
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode describe(AwsCall call) {
        Fields fields = call.fields();
        Optional<String> prefix = fields.string("logGroupNamePrefix");
        Optional<String> pattern = fields.string("logGroupNamePattern");
        if (prefix.isPresent() && pattern.isPresent()) {
            throw LogsDoor.invalid("logGroupNamePrefix and logGroupNamePattern are mutually exclusive");
        }
        if (fields.bool("includeLinkedAccounts").orElse(false)) {
            throw fields.invalid("includeLinkedAccounts", "not supported by Millrace: there is one account");
        }
        fields.notSupported("accountIdentifiers", "there is one account");
        fields.notSupported("logGroupIdentifiers", "use logGroupNamePrefix");
        requireStandard(fields);
        Page page = Page.read(fields);
        fields.refuseUnknown();
        List<LogGroup> found = groups.list(call.region()).stream()
                .filter(group -> group.name().startsWith(prefix.orElse("")))
                .filter(group -> group.name().contains(pattern.orElse("")))
                .toList();
        return page.answer("logGroups", found, LogGroup::name, this::description);
    }

    private ObjectNode description(LogGroup group) {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("logGroupName", group.name())
                .put("creationTime", group.created().toEpochMilli())
                .put("metricFilterCount", 0)
                .put("arn", group.arn() + ":*")
                .put("logGroupArn", group.arn())
                .put("logGroupClass", STANDARD)
                .put("storedBytes", groups.bytes(group));
        group.retentionDays().ifPresent(days -> shown.put("retentionInDays", days));
        return shown;
    }

    JsonNode putRetention(AwsCall call) {
        Fields fields = call.fields();
        LogGroup group = GroupNames.named(groups, call.region(), fields);
        int days = fields.integer("retentionInDays").orElseThrow(() -> fields.missing("retentionInDays"));
        fields.refuseUnknown();
        groups.keepFor(group, Optional.of(days));
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode deleteRetention(AwsCall call) {
        Fields fields = call.fields();
        LogGroup group = GroupNames.named(groups, call.region(), fields);
        fields.refuseUnknown();
        groups.keepFor(group, Optional.empty());
        return JsonNodeFactory.instance.objectNode();
    }
}
