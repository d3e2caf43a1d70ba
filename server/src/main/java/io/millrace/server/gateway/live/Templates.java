package io.millrace.server.gateway.live;

import io.millrace.server.gateway.template.MappingTemplate;
import io.millrace.server.gateway.template.TemplateException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The templates of an integration, by content type. An empty one is none: the body goes on as it is.
final class Templates {
    private static final String JSON = "application/json";

    private final Map<String, Optional<MappingTemplate>> byType = new TreeMap<>();
    private final boolean quick;

    /// @throws IllegalArgumentException when one cannot be compiled
    Templates(Map<String, String> texts) {
        texts.forEach((type, text) -> byType.put(type.toLowerCase(Locale.ROOT), compile(type, text)));
        quick = texts.values().stream().allMatch(QuickText::isQuickTemplate);
    }

    /// A template and the type that it is for.
    record Chosen(String type, Optional<MappingTemplate> template) {}

    private static Optional<MappingTemplate> compile(String type, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MappingTemplate.compile(text));
        } catch (TemplateException e) {
            throw new IllegalArgumentException("the template for " + type + ": " + e.getMessage(), e);
        }
    }

    /// See [QuickText].
    boolean isQuick() {
        return quick;
    }

    boolean isEmpty() {
        return byType.isEmpty();
    }

    /// That of exactly this type.
    Optional<Chosen> of(String type) {
        Optional<MappingTemplate> template = byType.get(type);
        return template == null ? Optional.empty() : Optional.of(new Chosen(type, template));
    }

    /// That of a type which a client accepts, else that of JSON, else the first.
    Optional<Chosen> accepted(Optional<String> accept) {
        for (String range : accept.orElse("").split(",", -1)) {
            Optional<Chosen> chosen = of(range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
            if (chosen.isPresent()) {
                return chosen;
            }
        }
        Optional<Chosen> json = of(JSON);
        return json.isPresent() || byType.isEmpty()
                ? json
                : of(byType.keySet().iterator().next());
    }
}
