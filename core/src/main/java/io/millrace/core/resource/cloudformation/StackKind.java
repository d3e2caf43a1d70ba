package io.millrace.core.resource.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.Optional;

/// How stacks are kept.
final class StackKind implements ResourceKind<Stack> {
    @Override
    public String type() {
        return Stack.TYPE;
    }

    @Override
    public Class<Stack> valueType() {
        return Stack.class;
    }

    @Override
    public ObjectNode write(Stack stack) {
        ObjectNode json = StackJson.object()
                .put("Region", stack.region())
                .put("Name", stack.name())
                .put("Unique", stack.unique())
                .put("Status", stack.status().name())
                .put("StatusReason", stack.statusReason());
        json.set("Plans", StackJson.plans(stack.plans()));
        json.set("Outputs", StackJson.array(stack.outputs(), StackKind::output));
        json.put("TerminationProtection", stack.terminationProtection())
                .put("Created", stack.created().toString());
        stack.updated().ifPresent(time -> json.put("Updated", time.toString()));
        stack.deleted().ifPresent(time -> json.put("Deleted", time.toString()));
        stack.parentId().ifPresent(parent -> json.put("ParentId", parent));
        return json.set("Work", work(stack.work()));
    }

    @Override
    public Stack read(ObjectNode kept) {
        StackPlans plans = StackJson.plans(kept.required("Plans"));
        return new Stack(
                StackJson.text(kept, "Region"),
                StackJson.text(kept, "Name"),
                StackJson.text(kept, "Unique"),
                StackStatus.valueOf(StackJson.text(kept, "Status")),
                StackJson.text(kept, "StatusReason"),
                plans.description(),
                plans.parameters(),
                StackJson.list(kept.required("Outputs"), StackKind::output),
                plans.options(),
                kept.required("TerminationProtection").booleanValue(),
                StackJson.time(kept, "Created"),
                StackJson.optional(kept, "Updated").map(Instant::parse),
                StackJson.optional(kept, "Deleted").map(Instant::parse),
                StackJson.optional(kept, "ParentId"),
                plans.imports(),
                work(kept.required("Work")));
    }

    private static ObjectNode output(StackOutput output) {
        return StackJson.object()
                .put("Key", output.key())
                .put("Value", output.value())
                .put("Description", output.description())
                .put("ExportName", output.exportName());
    }

    private static StackOutput output(JsonNode json) {
        return new StackOutput(
                StackJson.text(json, "Key"),
                StackJson.text(json, "Value"),
                StackJson.text(json, "Description"),
                StackJson.text(json, "ExportName"));
    }

    private static ObjectNode work(StackWork work) {
        ObjectNode json = StackJson.object()
                .put("Kind", work.kind().name())
                .put("Number", work.number())
                .put("Since", work.since())
                .put("Started", work.started().toString())
                .put("Cancelled", work.cancelled());
        work.before().ifPresent(before -> json.set("Before", StackJson.plans(before)));
        return json.set("Spared", StackJson.set(work.spared()));
    }

    private static StackWork work(JsonNode json) {
        return new StackWork(
                StackWork.Kind.valueOf(StackJson.text(json, "Kind")),
                json.required("Number").longValue(),
                json.required("Since").longValue(),
                StackJson.time(json, "Started"),
                Optional.ofNullable(json.get("Before")).map(StackJson::plans),
                json.required("Cancelled").booleanValue(),
                StackJson.set(json.required("Spared")));
    }
}
