package io.millrace.core.table.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.ItemJson;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The conditions of before there were expressions, which AWS's older SDKs and mappers send: `Expected`, `QueryFilter`,
/// `ScanFilter` and `KeyConditions`. They become the same trees.
///
/// All methods throw [RequestException]s in AWS's words: SerializationException for JSON of another shape, else
/// ValidationException.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html>
public final class LegacyConditions {
    private LegacyConditions() {}

    /// How conditions are joined: `ConditionalOperator`.
    public enum Junction {
        AND,
        OR
    }

    /// @param expected as in the request
    public static Condition expected(JsonNode expected, Junction junction) {
        List<DocumentPath> paths = new ArrayList<>();
        List<Clause> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                JsonShape.map(expected, "ExpectedAttributeValue").properties()) {
            DocumentPath path = DocumentPath.of(entry.getKey());
            paths.add(path);
            tests.add(LegacyExpectation.read(entry.getKey(), entry.getValue()).test(path));
        }
        return new Condition(joined(tests, junction), paths);
    }

    /// @param filter as in the request
    /// @param parameter its name there: `QueryFilter` or `ScanFilter`
    public static Condition filter(JsonNode filter, String parameter, Junction junction) {
        List<DocumentPath> paths = new ArrayList<>();
        List<Clause> tests = new ArrayList<>();
        constraints(filter, parameter).forEach((name, constraint) -> {
            DocumentPath path = DocumentPath.of(name);
            paths.add(path);
            constraint.operator().check(constraint.operands());
            tests.add(constraint.operator().test(path, constraint.operands()));
        });
        return new Condition(joined(tests, junction), paths);
    }

    /// @param conditions as in the request
    public static KeyConditions keyConditions(JsonNode conditions) {
        return KeyConditions.of(constraints(conditions, "KeyConditions"));
    }

    /// No condition at all holds, also with `OR`.
    private static Clause joined(List<Clause> tests, Junction junction) {
        return junction == Junction.OR && !tests.isEmpty() ? new Clause.Any(tests) : new Clause.All(tests);
    }

    private static Map<String, KeyConditions.Constraint> constraints(JsonNode conditions, String parameter) {
        Map<String, KeyConditions.Constraint> constraints = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry :
                JsonShape.map(conditions, "Condition").properties()) {
            JsonNode condition = JsonShape.element(entry.getValue(), "Condition");
            checkShapes(condition);
            String where = firstSmall(parameter) + "." + entry.getKey() + ".member.comparisonOperator";
            LegacyOperator operator = operator(condition, where)
                    .orElseThrow(() -> constraintError("null", where, "Member must not be null"));
            constraints.put(
                    entry.getKey(),
                    new KeyConditions.Constraint(operator, operands(condition).orElse(List.of())));
        }
        return constraints;
    }

    /// @param where for the message, as AWS names places in requests
    static Optional<LegacyOperator> operator(JsonNode condition, String where) {
        JsonNode name = condition.path("ComparisonOperator");
        if (name.isMissingNode() || name.isNull()) {
            return Optional.empty();
        }
        String text = JsonShape.text(name);
        return Optional.of(LegacyOperator.find(text)
                .orElseThrow(() -> constraintError(
                        "'" + text + "'",
                        where,
                        "Member must satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ, GT, NOT_NULL, NE,"
                                + " LE, BEGINS_WITH, GE, CONTAINS]")));
    }

    /// `AttributeValueList`, where there is one.
    static Optional<List<AttributeValue>> operands(JsonNode condition) {
        JsonNode list = condition.path("AttributeValueList");
        if (list.isMissingNode() || list.isNull()) {
            return Optional.empty();
        }
        return Optional.of(
                JsonShape.list(list).valueStream().map(ItemJson::read).toList());
    }

    /// JSON of another shape is told before anything else.
    private static void checkShapes(JsonNode condition) {
        JsonNode list = condition.path("AttributeValueList");
        if (!list.isMissingNode() && !list.isNull()) {
            JsonShape.list(list).forEach(ItemJson::checkShape);
        }
    }

    private static RequestException constraintError(String value, String where, String constraint) {
        return TableFaults.validation("1 validation error detected: Value " + value + " at '" + where
                + "' failed to satisfy constraint: " + constraint);
    }

    private static String firstSmall(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
