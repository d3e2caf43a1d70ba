package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.TableFaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes a condition for one of keys: comparisons of an attribute each, joined with `AND`.
final class KeyConstraints {
    static final String PARAMETER = "KeyConditionExpression";

    private final Map<String, KeyConditions.Constraint> byAttribute = new LinkedHashMap<>();

    private KeyConstraints() {}

    static Map<String, KeyConditions.Constraint> of(Clause test) {
        KeyConstraints constraints = new KeyConstraints();
        constraints.add(test);
        return constraints.byAttribute;
    }

    private void add(Clause test) {
        switch (test) {
            case Clause.All all -> all.parts().forEach(this::add);
            case Clause.Compare compare -> addComparison(compare);
            case Clause.Between between -> {
                checkFirst("BETWEEN", between.operand());
                add(LegacyOperator.BETWEEN, List.of(between.operand(), between.low(), between.high()));
            }
            case Clause.BeginsWith begins -> {
                checkFirst("begins_with", begins.operand());
                add(LegacyOperator.BEGINS_WITH, List.of(begins.operand(), begins.prefix()));
            }
            case Clause.Any ignored -> throw noOperator("OR");
            case Clause.Not ignored -> throw noOperator("NOT");
            case Clause.In ignored -> throw noOperator("IN");
            case Clause.Exists ignored -> throw noOperator("attribute_exists");
            case Clause.Absent ignored -> throw noOperator("attribute_not_exists");
            case Clause.HasType ignored -> throw noOperator("attribute_type");
            case Clause.Contains ignored -> throw noOperator("contains");
        }
    }

    private void addComparison(Clause.Compare compare) {
        Clause.Comparator comparator = compare.comparator();
        if (comparator == Clause.Comparator.NE) {
            throw noOperator(comparator.sign());
        }
        if (compare.left() instanceof Operand.Constant && compare.right() instanceof Operand.Attribute) {
            add(LegacyOperator.valueOf(comparator.mirrored().name()), List.of(compare.right(), compare.left()));
        } else {
            add(LegacyOperator.valueOf(comparator.name()), List.of(compare.left(), compare.right()));
        }
    }

    private static void checkFirst(String operator, Operand first) {
        if (!(first instanceof Operand.Attribute)) {
            throw noCondition(operator + " operator must have the key attribute as its first operand");
        }
    }

    private void add(LegacyOperator operator, List<Operand> operands) {
        List<DocumentPath> paths = new ArrayList<>();
        List<AttributeValue> values = new ArrayList<>();
        for (Operand operand : operands) {
            switch (operand) {
                case Operand.Attribute(DocumentPath path) -> addPath(paths, path);
                case Operand.Constant(AttributeValue value) -> values.add(value);
                case Operand.Size ignored ->
                    throw TableFaults.validation("KeyConditionExpressions cannot contain nested operations");
            }
        }
        if (paths.isEmpty()) {
            throw noCondition("No key attribute specified");
        }
        KeyConditions.Constraint constraint = new KeyConditions.Constraint(operator, values);
        if (byAttribute.putIfAbsent(paths.getFirst().attribute(), constraint) != null) {
            throw TableFaults.validation("KeyConditionExpressions must only contain one condition per key");
        }
    }

    private static void addPath(List<DocumentPath> paths, DocumentPath path) {
        if (!paths.isEmpty()) {
            throw noCondition("Multiple attribute names used in one condition");
        }
        if (path.isNested()) {
            throw TableFaults.validation("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        paths.add(path);
    }

    private static RequestException noOperator(String operator) {
        return TableFaults.validation("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static RequestException noCondition(String why) {
        return TableFaults.validation("Invalid condition in KeyConditionExpression: " + why);
    }
}
