package io.millrace.server.gateway.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.EvaluationListener;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import io.millrace.core.limit.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A JSONPath expression as Jayway's library reads it, which is AWS's. Expressions that only go down by names and
/// indexes are evaluated without it.
///
/// What a query may find and look at is bounded, whatever the expression and the JSON are. Regular expressions in
/// filters (`=~`) are refused: they may backtrack without end.
///
/// Immutable, any thread.
///
/// Source: <https://github.com/json-path/JsonPath>
public final class JsonPathQuery {
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)(?!\\()|\\['([^'\\\\\\]\\[,]+)']|\\[(\\d{1,7})]");

    private static final Map<String, JsonPathQuery> COMPILED = new ConcurrentHashMap<>();

    private final List<Step> steps;
    private final Optional<JsonPath> path;

    private JsonPathQuery(List<Step> steps, Optional<JsonPath> path) {
        this.steps = steps;
        this.path = path;
    }

    /// Compiles an expression, or finds it among those that were compiled before.
    ///
    /// @throws JsonPathException when it is no JSONPath; the message says what
    public static JsonPathQuery compile(String expression) throws JsonPathException {
        JsonPathQuery known = COMPILED.get(expression);
        if (known != null) {
            return known;
        }
        JsonPathQuery query = read(expression);
        if (COMPILED.size() >= Limit.GATEWAY_JSON_PATHS.value()) {
            COMPILED.clear();
        }
        COMPILED.put(expression, query);
        return query;
    }

    /// What the expression finds in a JSON value.
    ///
    /// @throws JsonPathException when it finds or looks at more than it may
    public Found find(JsonNode root) throws JsonPathException {
        if (path.isEmpty()) {
            return new Found(Optional.ofNullable(walk(root)), steps.size());
        }
        CountingProvider provider = new CountingProvider();
        return new Found(evaluate(root, path.get(), provider), provider.seen());
    }

    /// What a query found.
    ///
    /// @param value the one value, or an array of all; empty when there is nothing
    /// @param steps how often it looked at a value, which is what it cost
    public record Found(Optional<JsonNode> value, long steps) {}

    private JsonNode walk(JsonNode root) {
        JsonNode at = root;
        for (Step step : steps) {
            at = step.name() == null ? at.get(step.index()) : at.get(step.name());
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private static Optional<JsonNode> evaluate(JsonNode root, JsonPath path, CountingProvider provider)
            throws JsonPathException {
        Configuration bounded = Configuration.builder()
                .jsonProvider(provider)
                .evaluationListener(JsonPathQuery::countResult)
                .build();
        try {
            return Optional.ofNullable(node(path.read(root, bounded)));
        } catch (PathNotFoundException e) {
            return Optional.empty();
        } catch (CountingProvider.TooMuchException e) {
            throw new JsonPathException("the JSONPath '" + path.getPath() + "' looks at more than it may");
        } catch (RuntimeException | StackOverflowError e) {
            // Jayway throws all kinds for JSON that an expression does not fit: nothing was found there.
            return Optional.empty();
        }
    }

    private static EvaluationListener.EvaluationContinuation countResult(EvaluationListener.FoundResult found) {
        if (found.index() >= Limit.GATEWAY_JSON_PATH_RESULTS.intValue()) {
            throw new CountingProvider.TooMuchException();
        }
        return EvaluationListener.EvaluationContinuation.CONTINUE;
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case null -> null;
            case JsonNode node -> node;
            case Integer number -> nodes.numberNode(number);
            case Long number -> nodes.numberNode(number);
            case Double number -> nodes.numberNode(number);
            case Boolean flag -> nodes.booleanNode(flag);
            default -> nodes.textNode(value.toString());
        };
    }

    private static JsonPathQuery read(String expression) throws JsonPathException {
        if (expression.length() > Limit.GATEWAY_JSON_PATH_CHARS.value()) {
            throw new JsonPathException(
                    "the JSONPath has more than " + Limit.GATEWAY_JSON_PATH_CHARS.value() + " characters");
        }
        Optional<List<Step>> steps = steps(expression);
        if (steps.isPresent()) {
            return new JsonPathQuery(steps.get(), Optional.empty());
        }
        if (expression.contains("=~")) {
            throw new JsonPathException("'=~' is not supported in a JSONPath: a regular expression may not end");
        }
        try {
            return new JsonPathQuery(List.of(), Optional.of(JsonPath.compile(expression)));
        } catch (RuntimeException | StackOverflowError e) {
            throw new JsonPathException("'" + expression + "' is no JSONPath");
        }
    }

    private static Optional<List<Step>> steps(String expression) {
        if (!expression.startsWith("$")) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(expression).region(1, expression.length());
        int end = 1;
        while (end < expression.length() && step.lookingAt()) {
            String name = step.group(1) == null ? step.group(2) : step.group(1);
            steps.add(new Step(name, name == null ? Integer.parseInt(step.group(3)) : 0));
            end = step.end();
            step.region(end, expression.length());
        }
        return end == expression.length() ? Optional.of(List.copyOf(steps)) : Optional.empty();
    }

    /// One step down: by name, or by index when that is null.
    private record Step(String name, int index) {}
}
