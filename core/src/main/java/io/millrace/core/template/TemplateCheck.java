package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Checks that what a template refers to is there, and that nothing refers to itself.
final class TemplateCheck {
    private final Template template;

    private TemplateCheck(Template template) {
        this.template = template;
    }

    /// @throws io.millrace.core.fault.RequestException `ValidationError` in CloudFormation's words
    static void of(Template template) {
        TemplateCheck check = new TemplateCheck(template);
        check.names();
        check.conditions();
        check.resources();
        check.outputs();
        Order.of(check.certainNeeds());
    }

    private void names() {
        Set<String> common = new TreeSet<>(template.parameters().keySet());
        common.retainAll(template.resources().keySet());
        if (!common.isEmpty()) {
            throw Refusal.error("all resources and parameters must have unique names. Common name(s): " + common);
        }
    }

    private void conditions() {
        Found found = new Found(true);
        template.conditions().values().forEach(condition -> {
            found.look(condition);
            requireConditions(condition);
        });
        if (!found.unknownNames.isEmpty()) {
            throw Refusal.format("Unresolved dependencies " + found.unknownNames
                    + ". Cannot reference resources in the Conditions block of the template");
        }
    }

    private void requireConditions(JsonNode written) {
        if (written.size() == 1 && written.path("Condition").isTextual()) {
            requireCondition(written.get("Condition").textValue(), "Conditions");
        }
        written.forEach(this::requireConditions);
    }

    private void resources() {
        Found found = new Found(false);
        for (Template.Declaration resource : template.resources().values()) {
            requireCondition(resource.condition(), "Resources");
            found.look(resource.properties());
            found.look(resource.metadata());
            found.look(resource.rest());
            Set<String> explicit = new TreeSet<>(
                    ResourceParser.explicit(template.tree().path("Resources").path(resource.logicalId())));
            explicit.removeAll(template.resources().keySet());
            found.unknownNames.addAll(explicit);
        }
        found.require("Resources");
    }

    private void outputs() {
        Found found = new Found(false);
        for (Template.Output output : template.outputs().values()) {
            requireCondition(output.condition(), "Outputs");
            found.look(output.value());
            found.look(output.exportName());
        }
        found.require("Outputs");
    }

    private void requireCondition(String condition, String block) {
        if (!condition.isEmpty() && !template.conditions().containsKey(condition)) {
            throw Refusal.format(
                    "Unresolved condition dependency " + condition + " in the " + block + " block of the template");
        }
    }

    /// What every resource needs whatever the conditions are.
    private Map<String, Set<String>> certainNeeds() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        Map<String, Template.Declaration> resources = new HashMap<>(template.resources());
        resources.values().removeIf(resource -> !resource.condition().isEmpty());
        template.resources().keySet().stream().filter(resources::containsKey).forEach(id -> {
            Set<String> needed = new TreeSet<>(
                    ResourceParser.explicit(template.tree().path("Resources").path(id)));
            Template.Declaration resource = resources.get(id);
            for (JsonNode part : List.of(resource.properties(), resource.metadata(), resource.rest())) {
                needed.addAll(outsideOfBranches(part));
            }
            needed.retainAll(resources.keySet());
            needs.put(id, needed);
        });
        return needs;
    }

    private Collection<String> outsideOfBranches(JsonNode part) {
        Set<String> names = new HashSet<>();
        ReferenceWalk.Sink sink = new ReferenceWalk.Sink() {
            @Override
            public void name(String name) {
                names.add(name);
            }

            @Override
            public void attribute(String logicalId, String attribute, String function) {
                names.add(logicalId);
            }
        };
        new ReferenceWalk(sink, condition -> Optional.empty()).withoutBranches().walk(part);
        return names;
    }

    static RequestException noResource(String logicalId, String attribute, String function) {
        return Refusal.error(
                function.equals(Call.SUB)
                        ? "instance of Fn::Sub references invalid resource attribute " + logicalId + "." + attribute
                        : "instance of Fn::GetAtt references undefined resource " + logicalId);
    }

    static RequestException noMapping(String name) {
        return Refusal.error("Mapping named '" + name + "' is not present in the 'Mappings' section of template.");
    }

    /// What a part of the template refers to and there is not.
    private final class Found implements ReferenceWalk.Sink {
        private final boolean ofConditions;
        private final Set<String> unknownNames = new TreeSet<>();

        Found(boolean ofConditions) {
            this.ofConditions = ofConditions;
        }

        void look(JsonNode part) {
            new ReferenceWalk(this, condition -> Optional.empty()).walk(part);
        }

        void require(String block) {
            if (!unknownNames.isEmpty()) {
                throw Refusal.unresolved(String.join(", ", unknownNames), block);
            }
        }

        @Override
        public void name(String name) {
            boolean known = template.parameters().containsKey(name)
                    || Template.PSEUDO_PARAMETERS.contains(name)
                    || (!ofConditions && template.resources().containsKey(name));
            if (!known) {
                unknownNames.add(name);
            }
        }

        @Override
        public void attribute(String logicalId, String attribute, String function) {
            if (ofConditions) {
                unknownNames.add(logicalId);
            } else if (!template.resources().containsKey(logicalId)) {
                throw noResource(logicalId, attribute, function);
            }
        }

        @Override
        public void condition(String name) {
            if (!template.conditions().containsKey(name)) {
                throw Refusal.error("unresolved condition dependency " + name + " in Fn::If");
            }
        }

        @Override
        public void mapping(String name) {
            if (!template.mappings().containsKey(name)) {
                throw noMapping(name);
            }
        }

        @Override
        public void function(Call call) {
            if (!ofConditions || !Conditions.FUNCTIONS.contains(call.function())) {
                call.requireValue();
            }
        }
    }
}
