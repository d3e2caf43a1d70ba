package io.millrace.core.table.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.ItemJson;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import java.util.List;
import java.util.Optional;

/// What `Expected` says of one attribute: a value, that there is none, or a comparison.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExpectedAttributeValue.html>
record LegacyExpectation(LegacyOperator operator, List<AttributeValue> operands) {
    static LegacyExpectation read(String attribute, JsonNode node) {
        JsonNode expected = JsonShape.element(node, "ExpectedAttributeValue");
        Optional<AttributeValue> value = find(expected, "Value").map(ItemJson::readField);
        Optional<Boolean> exists = find(expected, "Exists").map(JsonShape::bool);
        Optional<List<AttributeValue>> list = LegacyConditions.operands(expected);
        Optional<LegacyOperator> operator =
                LegacyConditions.operator(expected, "expected." + attribute + ".member.comparisonOperator");
        if (list.isPresent() && value.isPresent()) {
            throw refused("Value and AttributeValueList cannot be used together", attribute);
        }
        if (operator.isPresent()) {
            if (exists.isPresent()) {
                throw refused("Exists and ComparisonOperator cannot be used together", attribute);
            }
            List<AttributeValue> operands = list.or(() -> value.map(List::of)).orElse(List.of());
            return comparison(operator.get(), operands, list.isPresent() || value.isPresent(), attribute);
        }
        if (list.isPresent()) {
            throw refused("AttributeValueList can only be used with a ComparisonOperator", attribute);
        }
        return value(value, exists, attribute);
    }

    Test test(DocumentPath path) {
        return operator.test(path, operands);
    }

    private static LegacyExpectation comparison(
            LegacyOperator operator, List<AttributeValue> operands, boolean given, String attribute) {
        if (!given && operator != LegacyOperator.NULL && operator != LegacyOperator.NOT_NULL) {
            throw refused("Value or AttributeValueList must be used with ComparisonOperator: " + operator, attribute);
        }
        operator.check(operands);
        return new LegacyExpectation(operator, operands);
    }

    private static LegacyExpectation value(Optional<AttributeValue> value, Optional<Boolean> exists, String attribute) {
        boolean needed = exists.orElse(true);
        if (needed && value.isEmpty()) {
            String said = exists.map(String::valueOf).orElse("null");
            throw refused("Value must be provided when Exists is " + said, attribute);
        }
        if (!needed && value.isPresent()) {
            throw refused("Value cannot be used when Exists is false", attribute);
        }
        return value.map(equal -> new LegacyExpectation(LegacyOperator.EQ, List.of(equal)))
                .orElseGet(() -> new LegacyExpectation(LegacyOperator.NULL, List.of()));
    }

    private static Optional<JsonNode> find(JsonNode structure, String member) {
        return Optional.ofNullable(structure.get(member)).filter(node -> !node.isNull());
    }

    private static RequestException refused(String why, String attribute) {
        return TableFaults.parameter(why + " for Attribute: " + attribute);
    }
}
