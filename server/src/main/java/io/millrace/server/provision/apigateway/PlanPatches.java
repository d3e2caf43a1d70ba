package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.server.provision.call.Members;

/// The patch of a usage plan, which names stages as `API:STAGE`.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch>
final class PlanPatches {
    private static final String STAGES = "/apiStages";

    private PlanPatches() {}

    static Patches of(JsonNode present, JsonNode wanted) {
        Patches patches = new Patches().texts(present, wanted, "name", "description");
        for (String name : new String[] {"throttle", "quota"}) {
            if (present.path(name).isObject()) {
                patches.remove("/" + name);
            }
            wanted.path(name)
                    .properties()
                    .forEach(member -> patches.add(
                            "/" + name + "/" + member.getKey(),
                            member.getValue().asText()));
        }
        return stages(patches, present, wanted);
    }

    static Patches stages(Patches patches, JsonNode present, JsonNode wanted) {
        present.path("apiStages").forEach(stage -> {
            if (stage.path("throttle").isObject()) {
                patches.remove(STAGES + "/" + Patches.escaped(name(stage)) + "/throttle");
            }
        });
        patches.items(STAGES, names(present), names(wanted));
        wanted.path("apiStages")
                .forEach(stage -> stage.path("throttle").properties().forEach(method -> method.getValue()
                        .properties()
                        .forEach(member -> patches.add(
                                STAGES + "/" + Patches.escaped(name(stage)) + "/throttle/" + method.getKey() + "/"
                                        + member.getKey(),
                                member.getValue().asText()))));
        return patches;
    }

    private static ArrayNode names(JsonNode plan) {
        ArrayNode names = Members.none().arrayNode();
        plan.path("apiStages").forEach(stage -> names.add(name(stage)));
        return names;
    }

    private static String name(JsonNode stage) {
        return stage.path("apiId").asText() + ":" + stage.path("stage").asText();
    }
}
