package io.millrace.core.resource.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceKind;
import java.util.Optional;

/// How resources of stacks are kept.
final class StackResourceKind implements ResourceKind<StackResource> {
    @Override
    public String type() {
        return StackResource.TYPE;
    }

    @Override
    public Class<StackResource> valueType() {
        return StackResource.class;
    }

    @Override
    public ObjectNode write(StackResource resource) {
        ObjectNode json = StackJson.object()
                .put("Region", resource.region())
                .put("Stack", resource.stackUnique())
                .put("LogicalId", resource.logicalId())
                .put("Type", resource.type())
                .put("Status", resource.status())
                .put("Reason", resource.reason());
        json.set("State", state(resource.state()));
        json.put("Time", resource.time().toString());
        return json.set("Work", work(resource.work()));
    }

    @Override
    public StackResource read(ObjectNode kept) {
        ResourceState state = state(kept.required("State"));
        return new StackResource(
                StackJson.text(kept, "Region"),
                StackJson.text(kept, "Stack"),
                StackJson.text(kept, "LogicalId"),
                StackJson.text(kept, "Type"),
                state.physicalId(),
                StackJson.text(kept, "Status"),
                StackJson.text(kept, "Reason"),
                state.properties(),
                state.attributes(),
                state.dependsOn(),
                state.metadata(),
                state.deletionPolicy(),
                state.updateReplacePolicy(),
                StackJson.time(kept, "Time"),
                work(kept.required("Work")));
    }

    private static ObjectNode state(ResourceState state) {
        ObjectNode json = StackJson.object().put("PhysicalId", state.physicalId());
        json.set("Properties", state.properties());
        json.set("Attributes", StackJson.nodes(state.attributes()));
        json.set("DependsOn", StackJson.set(state.dependsOn()));
        return json.put("Metadata", state.metadata())
                .put("DeletionPolicy", state.deletionPolicy())
                .put("UpdateReplacePolicy", state.updateReplacePolicy());
    }

    private static ResourceState state(JsonNode json) {
        return new ResourceState(
                StackJson.text(json, "PhysicalId"),
                (ObjectNode) json.required("Properties"),
                StackJson.nodes(json.required("Attributes")),
                StackJson.set(json.required("DependsOn")),
                StackJson.text(json, "Metadata"),
                StackJson.text(json, "DeletionPolicy"),
                StackJson.text(json, "UpdateReplacePolicy"));
    }

    private static ObjectNode work(ResourceWork work) {
        ObjectNode json = StackJson.object()
                .put("Operation", work.operation())
                .put("Role", work.role().name())
                .put("Step", work.step().name());
        work.before().ifPresent(before -> json.set("Before", state(before)));
        return json.set("Doomed", StackJson.array(work.doomed(), StackResourceKind::state));
    }

    private static ResourceWork work(JsonNode json) {
        return new ResourceWork(
                json.required("Operation").longValue(),
                ResourceWork.Role.valueOf(StackJson.text(json, "Role")),
                ResourceWork.Step.valueOf(StackJson.text(json, "Step")),
                Optional.ofNullable(json.get("Before")).map(StackResourceKind::state),
                StackJson.list(json.required("Doomed"), StackResourceKind::state));
    }
}
