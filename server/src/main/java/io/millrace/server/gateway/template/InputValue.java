package io.millrace.server.gateway.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.gateway.jsonpath.JsonPathException;
import io.millrace.server.gateway.jsonpath.JsonPathQuery;
import io.millrace.server.gateway.jsonpath.JsonText;
import io.millrace.server.gateway.mapping.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `$input`.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html>
///
/// @param input what the rendering was given
record InputValue(TemplateInput input) {
    /// What `$input.json` writes when its path finds nothing: it stays JSON.
    private static final String NOTHING = "\"\"";

    String body() {
        return input.body().text();
    }

    Object call(String name, List<Object> arguments, Run run) throws TemplateException {
        if (arguments.isEmpty()) {
            return name.equals("params") ? parameters(run) : null;
        }
        if (arguments.size() > 1 || !(arguments.getFirst() instanceof String argument)) {
            return null;
        }
        return switch (name) {
            case "json" -> json(argument, run);
            case "path" -> {
                Optional<JsonNode> found = find(argument, run);
                yield found.isPresent() ? JsonValues.of(found.get(), run) : null;
            }
            case "params" -> parameter(argument);
            default -> null;
        };
    }

    String json(String path, Run run) throws TemplateException {
        Optional<JsonNode> found = find(path, run);
        return run.made(found.isPresent() ? JsonText.of(found.get()) : NOTHING);
    }

    private Optional<JsonNode> find(String path, Run run) throws TemplateException {
        try {
            JsonPathQuery.Found found =
                    JsonPathQuery.compile(path).find(input.body().root());
            run.steps(found.steps());
            return found.value();
        } catch (JsonPathException e) {
            throw new TemplateException(e.getMessage());
        }
    }

    /// Path, query string, header, in this order; empty when it is in none of them.
    String parameter(String name) {
        Parameters parameters = input.parameters();
        String path = parameters.path().get(name);
        return path != null
                ? path
                : parameters
                        .lastQuery(name)
                        .or(() -> parameters.lastHeader(name))
                        .orElse("");
    }

    private TemplateMap parameters(Run run) throws TemplateException {
        Parameters parameters = input.parameters();
        TemplateMap all = new TemplateMap();
        TemplateMap path = new TemplateMap();
        for (Map.Entry<String, String> each : parameters.path().entrySet()) {
            path.store(each.getKey(), each.getValue(), run);
        }
        all.put("path", path);
        all.put("querystring", last(new TemplateMap(), parameters.querystring(), run));
        all.put("header", last(TemplateMap.ofHeaders(), parameters.header(), run));
        return all;
    }

    private static TemplateMap last(TemplateMap into, Map<String, List<String>> values, Run run)
            throws TemplateException {
        for (Map.Entry<String, List<String>> each : values.entrySet()) {
            into.store(each.getKey(), each.getValue().getLast(), run);
        }
        return into;
    }
}
