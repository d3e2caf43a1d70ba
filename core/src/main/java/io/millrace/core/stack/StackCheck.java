package io.millrace.core.stack;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackTemplate;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.core.template.ParameterValues;
import io.millrace.core.template.Reference;
import io.millrace.core.template.Template;
import io.millrace.core.template.Template.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Checks what a stack shall become, as far as that goes without making anything: all that is wrong of one kind is
/// named
/// at once.
final class StackCheck {
    private static final Set<String> DELETION_POLICIES = Set.of("Delete", "Retain", "RetainExceptOnCreate");
    private static final Set<String> REPLACE_POLICIES = Set.of("Delete", "Retain");

    private final StackPorts ports;
    private final StackIndex index;

    StackCheck(StackPorts ports, StackIndex index) {
        this.ports = ports;
        this.index = index;
    }

    /// What was accepted.
    ///
    /// @param parameters with defaults
    /// @param world that remembers what was imported
    record Accepted(StackTemplate template, DesiredStack desired, Map<String, String> parameters, StackWorld world) {}

    /// @param stack as it would be: its options count
    /// @param present whether it has a template already
    Accepted accept(StackRequest request, Stack stack, boolean present) {
        StackWorld world = new StackWorld(ports, index, stack);
        String original = original(request, stack, present);
        Template written = Template.parse(original);
        Map<String, String> given = parameters(request, stack, written);
        ParameterValues values = ParameterValues.of(written, given, world);
        boolean isPlain = written.transforms().isEmpty();
        Template processed = ports.transforms().applied(written, values, world.pseudoParameters());
        ParameterValues processedValues = isPlain ? values : ParameterValues.of(processed, given, world);
        StackTemplate template = new StackTemplate(
                stack.region(),
                stack.unique(),
                StackTemplate.Slot.PRESENT,
                original,
                isPlain ? original : processed.tree().toString());
        DesiredStack desired = DesiredStack.of(processed, processedValues, world);
        check(desired);
        Capabilities.require(request, written, desired);
        return new Accepted(template, desired, processedValues.texts(), world);
    }

    private String original(StackRequest request, Stack stack, boolean present) {
        return request.template()
                .or(() -> Optional.of(present)
                        .filter(there -> there)
                        .flatMap(there -> index.template(stack.region(), stack.unique(), StackTemplate.Slot.PRESENT))
                        .map(StackTemplate::original))
                .orElseThrow(() -> new RequestException(
                        "ValidationError", "Either Template URL or Template Body must be specified."));
    }

    private static Map<String, String> parameters(StackRequest request, Stack stack, Template template) {
        Map<String, String> given = new LinkedHashMap<>(request.parameters());
        for (String name : request.previousParameters()) {
            String previous = stack.parameters().get(name);
            if (previous != null && template.parameters().containsKey(name)) {
                given.put(name, previous);
            } else if (previous == null) {
                throw new RequestException(
                        "ValidationError",
                        "Invalid input for parameter key " + name
                                + ". Cannot specify usePreviousValue as true for a parameter key not in the previous"
                                + " template");
            }
        }
        return given;
    }

    private void check(DesiredStack desired) {
        List<Declaration> declared =
                desired.active().stream().map(desired::resource).toList();
        refuseUnknownTypes(declared);
        refuseUnsupported(declared);
        refuseUnknownAttributes(desired, declared);
    }

    private void refuseUnknownTypes(List<Declaration> declared) {
        Set<String> unknown = new TreeSet<>();
        declared.stream()
                .map(Declaration::type)
                .filter(type -> ports.types().find(type).isEmpty())
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw new RequestException(
                    "ValidationError",
                    "Template format error: Unrecognized resource types: [" + String.join(", ", unknown) + "]");
        }
    }

    private void refuseUnsupported(List<Declaration> declared) {
        List<String> unsupported = new ArrayList<>();
        for (Declaration resource : declared) {
            List<String> names = new ArrayList<>(type(resource).schema().unknown(resource.properties()));
            resource.rest().fieldNames().forEachRemaining(names::add);
            if (!DELETION_POLICIES.contains(resource.deletionPolicy())) {
                names.add("DeletionPolicy " + resource.deletionPolicy());
            }
            if (!REPLACE_POLICIES.contains(resource.updateReplacePolicy())) {
                names.add("UpdateReplacePolicy " + resource.updateReplacePolicy());
            }
            if (!names.isEmpty()) {
                unsupported.add(resource.logicalId() + " (" + resource.type() + "): " + String.join(", ", names));
            }
        }
        if (!unsupported.isEmpty()) {
            throw new RequestException(
                    "ValidationError", "Encountered unsupported properties: " + String.join("; ", unsupported));
        }
    }

    private void refuseUnknownAttributes(DesiredStack desired, List<Declaration> declared) {
        declared.forEach(resource -> {
            check(desired, desired.evaluation().references(resource.properties()));
            check(desired, desired.evaluation().references(resource.metadata()));
        });
        desired.evaluation().outputs().forEach(key -> {
            Template.Output output = desired.template().outputs().get(key);
            check(desired, desired.evaluation().references(output.value()));
            check(desired, desired.evaluation().references(output.exportName()));
        });
    }

    private void check(DesiredStack desired, Set<Reference> references) {
        for (Reference reference : references) {
            if (reference instanceof Reference.OfAttribute(String logicalId, String attribute)
                    && desired.active().contains(logicalId)
                    && !attribute.isEmpty()
                    && !type(desired.resource(logicalId)).hasAttribute(attribute)) {
                throw new RequestException(
                        "ValidationError",
                        "Template error: resource " + logicalId + " does not support attribute type " + attribute
                                + " in Fn::GetAtt");
            }
        }
    }

    private ResourceType type(Declaration declared) {
        return ports.types()
                .find(declared.type())
                .orElseThrow(() -> new IllegalStateException("Checked before: " + declared.type()));
    }
}
