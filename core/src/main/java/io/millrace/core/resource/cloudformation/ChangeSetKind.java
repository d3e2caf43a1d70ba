package io.millrace.core.resource.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceKind;

/// How change sets are kept.
final class ChangeSetKind implements ResourceKind<ChangeSet> {
    @Override
    public String type() {
        return ChangeSet.TYPE;
    }

    @Override
    public Class<ChangeSet> valueType() {
        return ChangeSet.class;
    }

    @Override
    public ObjectNode write(ChangeSet set) {
        ObjectNode json = StackJson.object()
                .put("Region", set.region())
                .put("Name", set.name())
                .put("Unique", set.unique())
                .put("Stack", set.stackUnique())
                .put("ChangeType", set.changeType())
                .put("Description", set.description())
                .put("Status", set.status())
                .put("StatusReason", set.statusReason())
                .put("ExecutionStatus", set.executionStatus());
        json.set("Parameters", StackJson.texts(set.parameters()));
        json.set("Options", StackJson.options(set.options()));
        json.set("Changes", StackJson.array(set.changes(), ChangeSetKind::change));
        return json.put("Created", set.created().toString());
    }

    @Override
    public ChangeSet read(ObjectNode kept) {
        return new ChangeSet(
                StackJson.text(kept, "Region"),
                StackJson.text(kept, "Name"),
                StackJson.text(kept, "Unique"),
                StackJson.text(kept, "Stack"),
                StackJson.text(kept, "ChangeType"),
                StackJson.text(kept, "Description"),
                StackJson.text(kept, "Status"),
                StackJson.text(kept, "StatusReason"),
                StackJson.text(kept, "ExecutionStatus"),
                StackJson.texts(kept.required("Parameters")),
                StackJson.options(kept.required("Options")),
                StackJson.list(kept.required("Changes"), ChangeSetKind::change),
                StackJson.time(kept, "Created"));
    }

    private static ObjectNode change(ResourceChange change) {
        ObjectNode json = StackJson.object()
                .put("Action", change.action())
                .put("LogicalId", change.logicalId())
                .put("PhysicalId", change.physicalId())
                .put("Type", change.type())
                .put("Replacement", change.replacement());
        json.set("Scope", StackJson.list(change.scope()));
        return json.set("Details", StackJson.array(change.details(), ChangeSetKind::detail));
    }

    private static ResourceChange change(JsonNode json) {
        return new ResourceChange(
                StackJson.text(json, "Action"),
                StackJson.text(json, "LogicalId"),
                StackJson.text(json, "PhysicalId"),
                StackJson.text(json, "Type"),
                StackJson.text(json, "Replacement"),
                StackJson.list(json.required("Scope")),
                StackJson.list(json.required("Details"), ChangeSetKind::detail));
    }

    private static ObjectNode detail(ResourceChange.Detail detail) {
        return StackJson.object()
                .put("Attribute", detail.attribute())
                .put("Name", detail.name())
                .put("RequiresRecreation", detail.requiresRecreation())
                .put("Evaluation", detail.evaluation())
                .put("ChangeSource", detail.changeSource())
                .put("CausingEntity", detail.causingEntity());
    }

    private static ResourceChange.Detail detail(JsonNode json) {
        return new ResourceChange.Detail(
                StackJson.text(json, "Attribute"),
                StackJson.text(json, "Name"),
                StackJson.text(json, "RequiresRecreation"),
                StackJson.text(json, "Evaluation"),
                StackJson.text(json, "ChangeSource"),
                StackJson.text(json, "CausingEntity"));
    }
}
