package io.millrace.core.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.ResourceState;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackOutput;
import io.millrace.core.resource.cloudformation.StackTemplate;
import io.millrace.core.template.Evaluated;
import io.millrace.core.template.Evaluation;
import io.millrace.core.template.OutputValue;
import io.millrace.core.template.Parameter;
import io.millrace.core.template.ParameterValues;
import io.millrace.core.template.Template;
import io.millrace.core.template.Template.Declaration;
import io.millrace.core.template.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What one stack shall be: its template with its parameters, looked at in its world.
///
/// Errors of the template are [RequestException]s `ValidationError`.
final class DesiredStack {
    private static final String HIDDEN = "****";
    private static final String SECURE = "{{resolve:ssm-secure:";

    private final Evaluation evaluation;
    private final Optional<Evaluation> masked;

    private DesiredStack(Evaluation evaluation, Optional<Evaluation> masked) {
        this.evaluation = evaluation;
        this.masked = masked;
    }

    /// @param template without transforms that are yet to be applied
    static DesiredStack of(Template template, ParameterValues parameters, World world) {
        Evaluation evaluation = Evaluation.of(template, parameters, world);
        Set<String> hidden = hidden(template);
        if (hidden.isEmpty() && !template.tree().toString().contains(SECURE)) {
            return new DesiredStack(evaluation, Optional.empty());
        }
        try {
            return new DesiredStack(
                    evaluation,
                    Optional.of(Evaluation.of(template, masked(parameters, hidden), new MaskedWorld(world))));
        } catch (RequestException e) {
            // A rule or a condition that hangs on what is hidden: then nothing of it can be shown.
            return new DesiredStack(evaluation, Optional.empty());
        }
    }

    /// Of a stack as it is kept.
    static DesiredStack of(StackIndex index, Stack stack, World world) {
        Template template = template(index, stack);
        return of(template, ParameterValues.of(template, stack.parameters(), world), world);
    }

    static Template template(StackIndex index, Stack stack) {
        return Template.parse(index.template(stack.region(), stack.unique(), StackTemplate.Slot.PRESENT)
                .orElseThrow(() -> new IllegalStateException("No template of " + stack.stackId()))
                .processed());
    }

    /// Names of parameters that must not be shown.
    static Set<String> hidden(Template template) {
        Set<String> names = new TreeSet<>();
        template.parameters().values().stream()
                .filter(Parameter::noEcho)
                .map(Parameter::name)
                .forEach(names::add);
        return names;
    }

    private static ParameterValues masked(ParameterValues parameters, Set<String> hidden) {
        Map<String, JsonNode> values = new LinkedHashMap<>(parameters.values());
        hidden.forEach(name -> values.put(name, TextNode.valueOf(HIDDEN)));
        return new ParameterValues(parameters.texts(), parameters.resolved(), values);
    }

    Template template() {
        return evaluation.template();
    }

    Evaluation evaluation() {
        return evaluation;
    }

    /// Logical ids of the resources that there shall be.
    Set<String> active() {
        return evaluation.resources();
    }

    Declaration resource(String logicalId) {
        return evaluation.template().resources().get(logicalId);
    }

    /// What each resource needs, in the order of making.
    Map<String, Set<String>> order() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        evaluation.order().forEach(id -> needs.put(id, evaluation.dependencies().get(id)));
        return needs;
    }

    /// @throws RequestException when they hang on what is not there
    ObjectNode properties(Declaration declared) {
        Evaluated evaluated = evaluation.properties(declared.logicalId());
        if (!evaluated.isResolved()) {
            throw new RequestException(
                    "ValidationError", "Properties of " + declared.logicalId() + " could not be resolved");
        }
        return (ObjectNode) evaluated.value();
    }

    /// Properties as events show them.
    String shown(Declaration declared, ObjectNode properties) {
        if (masked.isEmpty()) {
            boolean hides = !hidden(template()).isEmpty()
                    || declared.properties().toString().contains(SECURE);
            return hides ? "" : properties.toString();
        }
        try {
            return masked.get().properties(declared.logicalId()).value().toString();
        } catch (RequestException e) {
            return "";
        }
    }

    ResourceState state(
            Declaration declared, String physicalId, ObjectNode properties, Map<String, JsonNode> attributes) {
        JsonNode metadata = declared.metadata().isMissingNode()
                ? declared.metadata()
                : evaluation.resolved(declared.metadata()).value();
        return new ResourceState(
                physicalId,
                properties,
                attributes,
                evaluation.dependencies().get(declared.logicalId()),
                metadata.isMissingNode() ? "" : metadata.toString(),
                declared.deletionPolicy(),
                declared.updateReplacePolicy());
    }

    /// @throws RequestException when one hangs on what is not there
    List<StackOutput> outputs() {
        List<StackOutput> outputs = new ArrayList<>();
        for (String key : evaluation.outputs()) {
            OutputValue output = evaluation
                    .output(key)
                    .orElseThrow(
                            () -> new RequestException("ValidationError", "Output " + key + " could not be resolved"));
            outputs.add(new StackOutput(
                    key,
                    output.value(),
                    output.description(),
                    output.exportName().orElse("")));
        }
        return outputs;
    }

    /// The outputs as far as they are known; empty when one is not.
    Optional<List<StackOutput>> knownOutputs() {
        return evaluation.outputs().stream()
                        .allMatch(key -> evaluation.output(key).isPresent())
                ? Optional.of(outputs())
                : Optional.empty();
    }

    /// The same world without secrets.
    private record MaskedWorld(World world) implements World {
        @Override
        public Map<String, JsonNode> pseudoParameters() {
            return world.pseudoParameters();
        }

        @Override
        public Optional<String> ref(String logicalId) {
            return world.ref(logicalId);
        }

        @Override
        public Optional<JsonNode> attribute(String logicalId, String attribute) {
            return world.attribute(logicalId, attribute);
        }

        @Override
        public String imported(String exportName) {
            return world.imported(exportName);
        }

        @Override
        public String ssmParameter(String name, Optional<Integer> version, boolean secure) {
            return secure ? HIDDEN : world.ssmParameter(name, version, false);
        }

        @Override
        public List<String> zones(String region) {
            return world.zones(region);
        }
    }
}
