package io.millrace.server.gateway.mapping;

import io.millrace.server.gateway.jsonpath.JsonPathException;
import io.millrace.server.gateway.jsonpath.JsonPathQuery;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the expressions of [MappingSource].
final class MappingSourceParser {
    private static final String REQUEST = "method.request.";
    private static final String RESPONSE = "integration.response.";
    private static final String BODY = "body";
    private static final Pattern NAME = Pattern.compile("[^\\s'\"]+");

    private MappingSourceParser() {}

    static MappingSource parse(String expression) throws MappingException {
        if (expression.length() >= 2 && expression.startsWith("'") && expression.endsWith("'")) {
            return new MappingSource.Constant(expression.substring(1, expression.length() - 1));
        }
        if (expression.startsWith(REQUEST)) {
            return request(expression, expression.substring(REQUEST.length()));
        }
        if (expression.startsWith(RESPONSE)) {
            return response(expression, expression.substring(RESPONSE.length()));
        }
        if (expression.startsWith("context.")) {
            return new MappingSource.Context(name(expression, "context."));
        }
        if (expression.startsWith("stageVariables.")) {
            return new MappingSource.StageVariable(name(expression, "stageVariables."));
        }
        throw unknown(expression);
    }

    private static MappingSource request(String expression, String rest) throws MappingException {
        if (isBody(rest)) {
            return new MappingSource.RequestBody(part(expression, rest));
        }
        String kind = rest.replaceFirst("\\..*", "");
        String name = name(expression, REQUEST + kind + ".");
        return switch (kind) {
            case "path" -> new MappingSource.RequestParameter(MappingSource.Location.PATH, name, false);
            case "querystring" -> new MappingSource.RequestParameter(MappingSource.Location.QUERYSTRING, name, false);
            case "header" -> new MappingSource.RequestParameter(MappingSource.Location.HEADER, name, false);
            case "multivaluequerystring" ->
                new MappingSource.RequestParameter(MappingSource.Location.QUERYSTRING, name, true);
            case "multivalueheader" -> new MappingSource.RequestParameter(MappingSource.Location.HEADER, name, true);
            default -> throw unknown(expression);
        };
    }

    private static MappingSource response(String expression, String rest) throws MappingException {
        if (isBody(rest)) {
            return new MappingSource.ResponseBody(part(expression, rest));
        }
        String kind = rest.replaceFirst("\\..*", "");
        String name = name(expression, RESPONSE + kind + ".");
        return switch (kind) {
            case "header" -> new MappingSource.ResponseHeader(name, false);
            case "multivalueheader" -> new MappingSource.ResponseHeader(name, true);
            default -> throw unknown(expression);
        };
    }

    private static boolean isBody(String rest) {
        return rest.equals(BODY) || rest.startsWith(BODY + ".") || rest.startsWith(BODY + "[");
    }

    /// The expression goes on where `$` would stand.
    private static Optional<JsonPathQuery> part(String expression, String rest) throws MappingException {
        String path = rest.substring(BODY.length());
        if (path.isEmpty()) {
            return Optional.empty();
        }
        String whole = path.startsWith(".$") ? path.substring(1) : "$" + path;
        try {
            return Optional.of(JsonPathQuery.compile(whole));
        } catch (JsonPathException e) {
            throw new MappingException("Invalid mapping expression specified: " + expression + ": " + e.getMessage());
        }
    }

    private static String name(String expression, String prefix) throws MappingException {
        String name = expression.startsWith(prefix) ? expression.substring(prefix.length()) : "";
        if (!NAME.matcher(name).matches()) {
            throw unknown(expression);
        }
        return name;
    }

    private static MappingException unknown(String expression) {
        return new MappingException("Invalid mapping expression specified: " + expression);
    }
}
