package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.expression.Placeholders;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.ItemJson;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// ExpressionAttributeNames and ExpressionAttributeValues of a request.
///
/// @param names empty when the member is missing
/// @param values empty when the member is missing, or something is wrong with one
/// @param valueKeys of all values, also when something is wrong with one
/// @param fault what is wrong with a value
record PlaceholderMembers(
        Optional<Map<String, String>> names,
        Optional<Map<String, AttributeValue>> values,
        Set<String> valueKeys,
        Optional<RequestException> fault) {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";

    /// @param expressions that the operation has; when they are only projections it has no values
    static PlaceholderMembers read(Members members, List<String> expressions) {
        Optional<Map<String, String>> names = members.value(NAMES).map(PlaceholderMembers::names);
        if (expressions.equals(List.of(Expressions.PROJECTION))) {
            return new PlaceholderMembers(names, Optional.empty(), Set.of(), Optional.empty());
        }
        Optional<JsonNode> map = members.value(VALUES).map(value -> JsonShape.map(value, "AttributeValue"));
        Set<String> keys = new LinkedHashSet<>();
        map.ifPresent(given -> given.fieldNames().forEachRemaining(keys::add));
        try {
            return new PlaceholderMembers(names, map.map(PlaceholderMembers::values), keys, Optional.empty());
        } catch (RequestException fault) {
            ItemJson.checkItemShape(map.orElseThrow());
            return new PlaceholderMembers(names, Optional.of(Map.of()), keys, Optional.of(fault));
        }
    }

    private static Map<String, String> names(JsonNode value) {
        Map<String, String> names = new LinkedHashMap<>();
        Members.map(value, "java.lang.String")
                .properties()
                .forEach(name -> names.put(name.getKey(), JsonShape.text(name.getValue())));
        return names;
    }

    private static Map<String, AttributeValue> values(JsonNode map) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> value : map.properties()) {
            try {
                values.put(value.getKey(), ItemJson.read(value.getValue()));
            } catch (RequestException fault) {
                throw new RequestException(
                        fault.code(),
                        VALUES + " contains invalid value: " + fault.getMessage() + " for key " + value.getKey());
            }
        }
        return values;
    }

    /// Refuses placeholders where nothing could use them.
    ///
    /// @param given the expressions that the request has
    /// @param possible those that the operation has
    void refuseUseless(Violations violations, Set<String> given, List<String> possible) {
        if (names.isPresent() && given.isEmpty()) {
            violations.later(NAMES + " can only be specified when using expressions");
        }
        List<String> users = possible.stream()
                .filter(name -> !name.equals(Expressions.PROJECTION))
                .toList();
        if (values.isPresent() && users.stream().noneMatch(given::contains)) {
            violations.later(VALUES + " can only be specified when using expressions: " + String.join(" and ", users)
                    + (users.size() > 1 ? " are" : " is") + " null");
        }
    }

    /// @throws RequestException for what is wrong with them, in the order in which DynamoDB tells it
    Placeholders open() {
        refuseEmpty(NAMES, names.filter(Map::isEmpty).isPresent());
        Placeholders.checkNames(names.orElse(Map.of()));
        refuseEmpty(VALUES, values.isPresent() && valueKeys.isEmpty());
        Placeholders.checkValueKeys(valueKeys);
        if (fault.isPresent()) {
            throw fault.get();
        }
        return new Placeholders(names.orElse(Map.of()), values.orElse(Map.of()));
    }

    private static void refuseEmpty(String member, boolean empty) {
        if (empty) {
            throw TableFaults.validation(member + " must not be empty");
        }
    }
}
