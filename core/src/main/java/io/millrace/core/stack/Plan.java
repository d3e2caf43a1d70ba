package io.millrace.core.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.ResourceChange;
import io.millrace.core.resource.cloudformation.ResourceChange.Detail;
import io.millrace.core.resource.cloudformation.ResourceState;
import io.millrace.core.resource.cloudformation.StackOutput;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.stack.type.PropertySchema;
import io.millrace.core.stack.type.PropertySchema.Change;
import io.millrace.core.template.Reference;
import io.millrace.core.template.Template.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an update would do, as far as that is known without doing it: a resource that hangs on one that will be made
/// anew may change or not.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html>
///
/// @param changes in order of logical ids
/// @param changesOutputs whether outputs change, or may
record Plan(List<ResourceChange> changes, boolean changesOutputs) {
    private static final String PROPERTIES = "Properties";

    Plan {
        changes = List.copyOf(changes);
    }

    boolean isEmpty() {
        return changes.isEmpty() && !changesOutputs;
    }

    /// What a stack has now.
    ///
    /// @param retag whether its tags will be others
    record Present(Map<String, StackResource> resources, List<StackOutput> outputs, boolean retag) {}

    /// @param world that the desired stack looks at: it is told what is no longer sure
    /// @throws RequestException `ValidationError` when the template cannot be
    static Plan of(ResourceTypeSet types, Present present, DesiredStack desired, StackWorld world) {
        return new Planner(types, present, desired, world).plan();
    }

    private record Planner(ResourceTypeSet types, Present present, DesiredStack desired, StackWorld world) {
        Plan plan() {
            Map<String, ResourceChange> changes = new TreeMap<>();
            for (String logicalId : desired.order().keySet()) {
                change(desired.resource(logicalId)).ifPresent(change -> {
                    changes.put(logicalId, change);
                    world.unsure(logicalId, !change.replacement().equals("False"));
                });
            }
            present.resources().forEach((logicalId, resource) -> {
                if (!desired.active().contains(logicalId)) {
                    changes.put(logicalId, removal(resource));
                }
            });
            return new Plan(
                    List.copyOf(changes.values()), !desired.knownOutputs().equals(Optional.of(present.outputs())));
        }

        private static ResourceChange removal(StackResource resource) {
            return new ResourceChange(
                    "Remove", resource.logicalId(), resource.physicalId(), resource.type(), "", List.of(), List.of());
        }

        private Optional<ResourceChange> change(Declaration declared) {
            ObjectNode wanted = (ObjectNode)
                    desired.evaluation().properties(declared.logicalId()).value();
            StackResource now = present.resources().get(declared.logicalId());
            if (now == null || now.physicalId().isEmpty()) {
                return Optional.of(
                        new ResourceChange("Add", declared.logicalId(), "", declared.type(), "", List.of(), List.of()));
            }
            PropertySchema schema = types.find(declared.type()).orElseThrow().schema();
            Comparison comparison = Comparison.of(schema, now, wanted);
            List<String> scope = new ArrayList<>();
            List<Detail> details = new ArrayList<>();
            if (!comparison.changed().isEmpty()) {
                scope.add(PROPERTIES);
                comparison
                        .changed()
                        .forEach((name, dynamic) -> details.addAll(details(schema, declared, name, dynamic)));
            }
            attributes(declared, now).forEach(attribute -> {
                scope.add(attribute);
                details.add(new Detail(attribute, "", "Never", "Static", "DirectModification", ""));
            });
            if (present.retag() && comparison.hasTags()) {
                scope.add("Tags");
                details.add(new Detail("Tags", "", "Never", "Static", "DirectModification", ""));
            }
            return scope.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ResourceChange(
                            "Modify",
                            declared.logicalId(),
                            now.physicalId(),
                            declared.type(),
                            comparison.replacement(),
                            scope,
                            details));
        }

        private List<String> attributes(Declaration declared, StackResource now) {
            ResourceState state = desired.state(declared, now.physicalId(), now.properties(), now.attributes());
            List<String> changed = new ArrayList<>();
            if (!state.metadata().equals(now.metadata())) {
                changed.add("Metadata");
            }
            if (!state.deletionPolicy().equals(now.deletionPolicy())) {
                changed.add("DeletionPolicy");
            }
            if (!state.updateReplacePolicy().equals(now.updateReplacePolicy())) {
                changed.add("UpdateReplacePolicy");
            }
            return changed;
        }

        private List<Detail> details(PropertySchema schema, Declaration declared, String name, boolean dynamic) {
            String recreation =
                    switch (schema.changeOf(name)) {
                        case REPLACEMENT -> "Always";
                        case IN_PLACE -> "Never";
                        case NONE -> "Conditionally";
                    };
            String evaluation = dynamic ? "Dynamic" : "Static";
            List<Detail> details = new ArrayList<>();
            JsonNode written = declared.properties().path(name);
            Set<Reference> references =
                    written.isMissingNode() ? Set.of() : desired.evaluation().references(written);
            for (Reference reference : references) {
                switch (reference) {
                    case Reference.OfParameter(String parameter) -> {
                        if (!parameter.startsWith("AWS::")) {
                            details.add(new Detail(
                                    PROPERTIES, name, recreation, evaluation, "ParameterReference", parameter));
                        }
                    }
                    case Reference.OfResource(String resource) -> {
                        if (dynamic) {
                            details.add(new Detail(
                                    PROPERTIES, name, recreation, evaluation, "ResourceReference", resource));
                        }
                    }
                    case Reference.OfAttribute(String resource, String attribute) -> {
                        if (dynamic) {
                            details.add(new Detail(
                                    PROPERTIES,
                                    name,
                                    recreation,
                                    evaluation,
                                    "ResourceAttribute",
                                    resource + "." + attribute));
                        }
                    }
                }
            }
            if (details.isEmpty()) {
                details.add(new Detail(PROPERTIES, name, recreation, evaluation, "DirectModification", ""));
            }
            return details;
        }
    }

    /// How the properties of one resource differ.
    ///
    /// @param changed names of properties of the first level; true when it hangs on what is yet to be made
    private record Comparison(Map<String, Boolean> changed, String replacement, boolean hasTags) {
        static Comparison of(PropertySchema schema, StackResource now, ObjectNode wanted) {
            ObjectNode before = now.properties();
            ObjectNode known = wanted.deepCopy();
            Set<String> open = new TreeSet<>();
            wanted.properties().forEach(property -> {
                if (isOpen(property.getValue())) {
                    open.add(property.getKey());
                    known.remove(property.getKey());
                    if (before.has(property.getKey())) {
                        known.set(property.getKey(), before.get(property.getKey()));
                    }
                }
            });
            ObjectNode after = coerced(schema, known);
            Map<String, Boolean> changed = new TreeMap<>();
            PropertySchema.changed(before, after).forEach(name -> changed.put(name, false));
            open.forEach(name -> changed.put(name, true));
            boolean hasTags = schema.lines().stream()
                    .anyMatch(line -> line.path().equals("Tags") || line.path().startsWith("Tags[]"));
            boolean mayReplace = open.stream().anyMatch(name -> schema.changeOf(name) != Change.IN_PLACE);
            String replacement =
                    schema.change(before, after) == Change.REPLACEMENT ? "True" : mayReplace ? "Conditional" : "False";
            return new Comparison(changed, replacement, hasTags);
        }

        private static ObjectNode coerced(PropertySchema schema, ObjectNode known) {
            try {
                return schema.coerced(known);
            } catch (RequestException e) {
                // One that is required may be open: it is told when the step is done.
                return known;
            }
        }

        private static boolean isOpen(JsonNode value) {
            if (value.isObject() && value.size() == 1) {
                String name = value.fieldNames().next();
                if (name.equals("Ref") || name.startsWith("Fn::")) {
                    return true;
                }
            }
            for (JsonNode child : value) {
                if (isOpen(child)) {
                    return true;
                }
            }
            return false;
        }
    }
}
