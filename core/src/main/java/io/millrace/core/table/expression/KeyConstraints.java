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

    static Map<String, KeyConditions.Constraint> of(Test test) {
        KeyConstraints constraints = new KeyConstraints();
        constraints.add(test);
        return constraints.byAttribute;
    }

    private void add(Test test) {
        switch (test) {
            case Test.All all -> all.parts().forEach(this::add);
            case Test.Compare compare -> addComparison(compare);
            case Test.Between between -> {
                checkFirst("BETWEEN", between.operand());
                add(LegacyOperator.BETWEEN, List.of(between.operand(), between.low(), between.high()));
            }
            case Test.BeginsWith begins -> {
                checkFirst("begins_with", begins.operand());
                add(LegacyOperator.BEGINS_WITH, List.of(begins.operand(), begins.prefix()));
            }
            case Test.Any ignored -> throw noOperator("OR");
            case Test.Not ignored -> throw noOperator("NOT");
            case Test.In ignored -> throw noOperator("IN");
            case Test.Exists ignored -> throw noOperator("attribute_exists");
            case Test.Absent ignored -> throw noOperator("attribute_not_exists");
            case Test.HasType ignored -> throw noOperator("attribute_type");
            case Test.Contains ignored -> throw noOperator("contains");
        }
    }

    private void addComparison(Test.Compare compare) {
        Test.Comparator comparator = compare.comparator();
        if (comparator == Test.Comparator.NE) {
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
                case Operand.Attribute(DocumentPath path) -> paths.add(path);
                case Operand.Constant(AttributeValue value) -> values.add(value);
                case Operand.Size ignored ->
                    throw TableFaults.validation("KeyConditionExpressions cannot contain nested operations");
            }
        }
        if (paths.size() > 1) {
            throw noCondition("Multiple attribute names used in one condition");
        }
        if (paths.isEmpty()) {
            throw noCondition("No key attribute specified");
        }
        if (paths.getFirst().isNested()) {
            throw TableFaults.validation("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        KeyConditions.Constraint constraint = new KeyConditions.Constraint(operator, values);
        if (byAttribute.putIfAbsent(paths.getFirst().attribute(), constraint) != null) {
            throw TableFaults.validation("KeyConditionExpressions must only contain one condition per key");
        }
    }

    private static RequestException noOperator(String operator) {
        return TableFaults.validation("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static RequestException noCondition(String why) {
        return TableFaults.validation("Invalid condition in KeyConditionExpression: " + why);
    }
}
