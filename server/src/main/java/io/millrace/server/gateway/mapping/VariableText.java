package io.millrace.server.gateway.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with variables and nothing else of a template: of a gateway response, an access log's format, or an
/// integration's URI. Variables are `$context.name`, `$stageVariables.name` and `$method.request.header.name` (also
/// `path`, `querystring`), each also as `${…}`. All else is text. Immutable, any thread.
///
/// A name may have hyphens; when `$context.stage-x` has no value, `$context.stage` is taken and `-x` is text.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html>,
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html>
public final class VariableText {
    private static final String NAME = "[A-Za-z0-9_]+(?:-+[A-Za-z0-9_]+)*";
    private static final String PATH = "(context|stageVariables|method\\.request\\.(?:header|path|querystring))\\.("
            + NAME + "(?:\\." + NAME + ")*)";
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:" + PATH + "|\\{" + PATH + "})");

    private final List<Part> parts;

    private VariableText(List<Part> parts) {
        this.parts = parts;
    }

    /// Reads a text. Every text is one.
    public static VariableText of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        while (variable.find()) {
            addText(parts, text.substring(end, variable.start()));
            boolean braces = variable.group(1) == null;
            parts.add(new Variable(variable.group(braces ? 3 : 1), variable.group(braces ? 4 : 2), !braces));
            end = variable.end();
        }
        addText(parts, text.substring(end));
        return new VariableText(List.copyOf(parts));
    }

    /// The text with its variables' values.
    ///
    /// @param input where they are found
    /// @param unset what stands for one that has none: `-` in access logs, else nothing
    public String render(MappingInput input, String unset) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Text text -> out.append(text.text);
                case Variable variable -> out.append(variable.value(input, unset));
            }
        }
        return out.toString();
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Text(text));
        }
    }

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    /// @param splits whether what follows a hyphen may be text
    private record Variable(String root, String path, boolean splits) implements Part {
        String value(MappingInput input, String unset) {
            Optional<String> whole = find(input, path);
            if (whole.isPresent() || !splits) {
                return whole.orElse(unset);
            }
            for (int hyphen = path.lastIndexOf('-'); hyphen > 0; hyphen = path.lastIndexOf('-', hyphen - 1)) {
                Optional<String> shorter = find(input, path.substring(0, hyphen));
                if (shorter.isPresent()) {
                    return shorter.get() + path.substring(hyphen);
                }
            }
            return unset;
        }

        private Optional<String> find(MappingInput input, String name) {
            return switch (root) {
                case "context" -> ContextPath.text(input.context(), name);
                case "stageVariables" ->
                    Optional.ofNullable(input.stageVariables().get(name));
                case "method.request.header" -> input.parameters().lastHeader(name);
                case "method.request.querystring" -> input.parameters().lastQuery(name);
                default -> Optional.ofNullable(input.parameters().path().get(name));
            };
        }
    }
}
