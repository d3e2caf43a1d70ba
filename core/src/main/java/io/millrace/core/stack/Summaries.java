package io.millrace.core.stack;

import io.millrace.core.template.Template;
import io.millrace.core.template.Template.Declaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says what a template says of itself.
final class Summaries {
    private Summaries() {}

    static TemplateSummary of(Template template) {
        Map<String, List<String>> byType = new LinkedHashMap<>();
        for (Declaration resource : template.resources().values()) {
            byType.computeIfAbsent(resource.type(), type -> new ArrayList<>()).add(resource.logicalId());
        }
        Capabilities.Needed needed = Capabilities.of(template.resources().values());
        List<String> capabilities = new ArrayList<>(needed.capabilities());
        List<String> reasons = new ArrayList<>();
        if (!capabilities.isEmpty()) {
            reasons.add("The following resource(s) require capabilities: [" + String.join(", ", needed.types()) + "]");
        }
        if (!template.transforms().isEmpty()) {
            capabilities.add(Capabilities.AUTO_EXPAND);
            reasons.add("The following transform(s) require capabilities: [" + String.join(", ", template.transforms())
                    + "]");
        }
        return new TemplateSummary(
                template.description(),
                template.parameters().values().stream()
                        .map(one -> new TemplateSummary.Parameter(
                                one.name(),
                                one.type(),
                                one.defaultValue(),
                                one.noEcho(),
                                one.description(),
                                one.allowedValues()))
                        .toList(),
                List.copyOf(byType.keySet()),
                byType,
                capabilities,
                String.join(". ", reasons),
                template.transforms(),
                template.tree().has("Metadata")
                        ? template.tree().get("Metadata").toString()
                        : "",
                template.version());
    }
}
