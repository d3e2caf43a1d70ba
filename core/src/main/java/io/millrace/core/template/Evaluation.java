package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A template with the parameters of one stack: which resources and outputs there are, in which order, and what is in
/// them. What the world does not know yet stays open; asked again, it is asked for again.
///
/// Every fault of the template is a [io.millrace.core.fault.RequestException] `ValidationError`. Any thread may call,
/// as far as the world allows it.
public final class Evaluation {
    private final Template template;
    private final ParameterValues parameters;
    private final World world;
    private final Map<String, Boolean> conditions;
    private final Needs needs;

    private Evaluation(Template template, ParameterValues parameters, World world, Map<String, Boolean> conditions) {
        this.template = template;
        this.parameters = parameters;
        this.world = world;
        this.conditions = conditions;
        this.needs = Needs.of(template, conditions);
    }

    /// Looks at conditions and rules, and at what needs what.
    ///
    /// @param template without transforms that are yet to be applied
    public static Evaluation of(Template template, ParameterValues parameters, World world) {
        Conditions conditions = new Conditions(template, parameters, world);
        Map<String, Boolean> known = new LinkedHashMap<>();
        template.conditions().keySet().forEach(name -> known.put(name, conditions.holds(name, "Condition")));
        Rules.require(template, conditions);
        return new Evaluation(template, parameters, world, Map.copyOf(known));
    }

    public Template template() {
        return template;
    }

    public ParameterValues parameters() {
        return parameters;
    }

    /// @throws IllegalArgumentException when there is no such condition
    public boolean condition(String name) {
        Boolean holds = conditions.get(name);
        if (holds == null) {
            throw new IllegalArgumentException("no such condition: " + name);
        }
        return holds;
    }

    /// Logical ids of the resources whose conditions hold, in the template's order.
    public Set<String> resources() {
        return needs.resources().keySet();
    }

    /// The resources that each of [#resources] needs: they must be made before it and deleted behind it.
    public Map<String, Set<String>> dependencies() {
        return needs.resources();
    }

    /// [#resources], each behind what it needs.
    public List<String> order() {
        return needs.order();
    }

    /// Keys of the outputs whose conditions hold, in the template's order.
    public Set<String> outputs() {
        return needs.outputs();
    }

    /// The properties of a resource, with their dynamic references resolved.
    public Evaluated properties(String logicalId) {
        Evaluated evaluated = resolved(template.resources().get(logicalId).properties());
        return new Evaluated(dynamic(evaluated.value(), new DynamicText(world)), evaluated.isResolved());
    }

    /// Any part of the template: metadata, a policy.
    public Evaluated resolved(JsonNode written) {
        Conditions own = new Conditions(template, parameters, world, conditions);
        Resolver resolver = new Resolver(new Resolver.Scope(template, parameters, world, own));
        JsonNode value = resolver.value(written);
        return new Evaluated(value, !resolver.isOpen());
    }

    /// An output.
    ///
    /// @return empty while it hangs on what is not known yet
    public Optional<OutputValue> output(String key) {
        Template.Output output = template.outputs().get(key);
        Evaluated value = resolved(output.value());
        Evaluated name = resolved(output.exportName());
        if (!value.isResolved() || !name.isResolved()) {
            return Optional.empty();
        }
        String text = Functions.text(value.value())
                .orElseThrow(
                        () -> Refusal.format("The Value field of every Outputs member must evaluate to a String."));
        Optional<String> export = output.exportName().isMissingNode()
                ? Optional.empty()
                : Optional.of(Functions.text(name.value())
                        .orElseThrow(() -> Refusal.format("Output " + key
                                + " is malformed. The Name field of every Export member must be specified"
                                + " and consist only of alphanumeric characters, colons, or hyphens.")));
        return Optional.of(new OutputValue(key, text, output.description(), export));
    }

    /// What a part of the template hangs on, in the branches whose conditions hold.
    public Set<Reference> references(JsonNode written) {
        Set<Reference> references = new LinkedHashSet<>();
        ReferenceWalk.Sink sink = new ReferenceWalk.Sink() {
            @Override
            public void name(String name) {
                references.add(
                        template.resources().containsKey(name)
                                ? new Reference.OfResource(name)
                                : new Reference.OfParameter(name));
            }

            @Override
            public void attribute(String logicalId, String attribute, String function) {
                references.add(new Reference.OfAttribute(logicalId, attribute));
            }
        };
        new ReferenceWalk(sink, name -> Optional.ofNullable(conditions.get(name))).walk(written);
        return references;
    }

    /// Not in functions that are still open: their text may yet change.
    private static JsonNode dynamic(JsonNode value, DynamicText texts) {
        return switch (value) {
            case TextNode text
            when DynamicText.isIn(text.textValue()) -> TextNode.valueOf(texts.resolved(text.textValue()));
            case ObjectNode object
            when !Call.isWritten(object) -> {
                ObjectNode resolved = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(member -> resolved.set(member.getKey(), dynamic(member.getValue(), texts)));
                yield resolved;
            }
            case ArrayNode array -> {
                ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> resolved.add(dynamic(element, texts)));
                yield resolved;
            }
            default -> value;
        };
    }
}
