package io.millrace.server.gateway.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/// JSON as the values of a template, which it may change.
final class JsonValues {
    private JsonValues() {}

    /// A copy; JSON null is null.
    static Object of(JsonNode node, Run run) throws TemplateException {
        run.step();
        return switch (node.getNodeType()) {
            case OBJECT -> map(node, run);
            case ARRAY -> list(node, run);
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private static TemplateMap map(JsonNode node, Run run) throws TemplateException {
        TemplateMap map = new TemplateMap();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            map.put(property.getKey(), of(property.getValue(), run));
        }
        return map;
    }

    private static TemplateList list(JsonNode node, Run run) throws TemplateException {
        TemplateList list = new TemplateList(true);
        for (JsonNode element : node) {
            list.add(of(element, run));
        }
        return list;
    }

    /// Fractions are doubles, as they print then as at AWS, unless that would lose digits.
    private static Number number(JsonNode node) {
        return switch (node.numberValue()) {
            case BigDecimal exact -> {
                double near = exact.doubleValue();
                yield Double.isFinite(near) && BigDecimal.valueOf(near).compareTo(exact) == 0 ? (Number) near : exact;
            }
            case BigInteger big -> big;
            case Number number -> number;
        };
    }
}
