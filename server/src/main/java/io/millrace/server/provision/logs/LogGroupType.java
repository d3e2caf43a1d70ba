package io.millrace.server.provision.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Tags;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;

/// A log group.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html>
final class LogGroupType implements DescribedType {
    private static final int NAME_CHARS = 512;
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::Logs::LogGroup", """
            DeletionProtectionEnabled boolean
            KmsKeyId string
            LogGroupClass string replace
            LogGroupName string replace
            RetentionInDays integer
            Tags[].Key string required kept
            Tags[].Value string required kept
            """, "Arn");

    private final LogsApi api;

    LogGroupType(LogsApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path("LogGroupName").asText(naming.name(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        ObjectNode input = LogsApi.members().put("logGroupNamePrefix", call.physicalId());
        return api.lists(call, "DescribeLogGroups", input, "logGroups", "logGroupName");
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode given = call.properties();
        ObjectNode input = LogsApi.ofGroup(call.physicalId());
        if (given.has("KmsKeyId")) {
            input.set("kmsKeyId", given.get("KmsKeyId"));
        }
        if (given.has("LogGroupClass")) {
            input.set("logGroupClass", given.get("LogGroupClass"));
        }
        if (given.has("DeletionProtectionEnabled")) {
            input.set("deletionProtectionEnabled", given.get("DeletionProtectionEnabled"));
        }
        Tags.of(call).object().ifPresent(tags -> input.set("tags", tags));
        api.call(call, "CreateLogGroup", input);
        return Undo.onFailure(
                () -> {
                    retention(call);
                    return made(call);
                },
                () -> delete(call));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        refuseChanged(call, before);
        retention(call);
        ObjectNode group = LogsApi.ofGroup(call.physicalId());
        JsonNode present = api.call(call, "ListTagsLogGroup", group.deepCopy()).path("tags");
        Tags tags = Tags.of(call);
        if (!tags.gone(present).isEmpty()) {
            ObjectNode input = group.deepCopy();
            ArrayNode keys = input.putArray("tags");
            tags.gone(present).forEach(keys::add);
            api.call(call, "UntagLogGroup", input);
        }
        if (tags.object().isPresent()) {
            api.call(
                    call,
                    "TagLogGroup",
                    group.deepCopy().set("tags", tags.object().get()));
        }
        return made(call);
    }

    /// The operations that change these, for the service to refuse them by name.
    private void refuseChanged(ResourceCall call, ObjectNode before) throws InterruptedException {
        ObjectNode given = call.properties();
        if (!given.path("KmsKeyId").equals(before.path("KmsKeyId"))) {
            ObjectNode input = LogsApi.ofGroup(call.physicalId());
            input.set("kmsKeyId", given.get("KmsKeyId"));
            api.call(call, given.has("KmsKeyId") ? "AssociateKmsKey" : "DisassociateKmsKey", input);
        }
        if (given.path("DeletionProtectionEnabled").asBoolean()) {
            api.call(call, "PutLogGroupDeletionProtection", LogsApi.ofGroup(call.physicalId()));
        }
    }

    private void retention(ResourceCall call) throws InterruptedException {
        ObjectNode input = LogsApi.ofGroup(call.physicalId());
        JsonNode days = call.properties().path("RetentionInDays");
        if (days.isMissingNode()) {
            api.call(call, "DeleteRetentionPolicy", input);
        } else {
            api.call(call, "PutRetentionPolicy", input.set("retentionInDays", days));
        }
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId()).with("Arn", LogsApi.arn(call, call.physicalId()) + ":*");
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, "DeleteLogGroup", LogsApi.ofGroup(call.physicalId()));
    }
}
