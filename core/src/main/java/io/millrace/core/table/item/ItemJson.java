package io.millrace.core.table.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads items and values from the JSON of DynamoDB's API, where each value is in a member named by its type:
/// `{"S": "a"}`. [ItemJsonWriter] writes them.
///
/// Errors are [RequestException]s in AWS's words: `SerializationException` for JSON of another shape,
/// `ValidationException` for values that may not be. An empty string or binary is a value, also in a set; whether it
/// may
/// be a key is for the schema to say. A member that is no type is refused beside one that is, where AWS passes over it.
/// Where both kinds of error are in one request AWS tells of the shape: whoever gets a
/// `ValidationException` for a request may look at the rest of it with [#checkItemShape].
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>
public final class ItemJson {
    private ItemJson() {}

    /// An item, or a key: an object of values by name.
    public static Item readItem(JsonNode item) {
        return new Item(members(JsonShape.values(item), 0));
    }

    /// A value in a map or a list, such as those of `ExpressionAttributeValues`.
    public static AttributeValue read(JsonNode value) {
        return value(JsonShape.value(value), 0);
    }

    /// A value that is a member of a structure, such as `Value` in `Expected`.
    public static AttributeValue readField(JsonNode value) {
        return value(JsonShape.valueField(value), 0);
    }

    /// The item as a tree; [ItemJsonWriter] writes faster, to a generator.
    public static ObjectNode write(Item item) {
        return ItemJsonWriter.write(item);
    }

    /// Only whether an item has the shape of one.
    ///
    /// @throws RequestException SerializationException
    public static void checkItemShape(JsonNode item) {
        JsonShape.checkItem(item);
    }

    /// Only whether a value has the shape of one.
    ///
    /// @throws RequestException SerializationException
    public static void checkShape(JsonNode value) {
        JsonShape.checkValue(value);
    }

    private static Map<String, AttributeValue> members(JsonNode map, int depth) {
        Map<String, AttributeValue> members = LinkedHashMap.newLinkedHashMap(map.size());
        for (Map.Entry<String, JsonNode> member : map.properties()) {
            members.put(member.getKey(), member(member.getValue(), depth));
        }
        return members;
    }

    private static AttributeValue member(JsonNode node, int depth) {
        if (node.isNull()) {
            throw empty();
        }
        return value(JsonShape.value(node), depth);
    }

    private static AttributeValue value(JsonNode structure, int depth) {
        Optional<AttributeValue> found = Optional.empty();
        boolean several = false;
        Optional<String> unknown = Optional.empty();
        for (Map.Entry<String, JsonNode> member : structure.properties()) {
            if (member.getValue().isNull()) {
                continue;
            }
            Optional<AttributeValue> read = content(member.getKey(), member.getValue(), depth);
            several |= found.isPresent() && read.isPresent();
            unknown = read.isPresent() ? unknown : Optional.of(member.getKey());
            found = read.isPresent() ? read : found;
        }
        if (several) {
            throw TableFaults.validation("Supplied AttributeValue has more than one datatypes set, must contain exactly"
                    + " one of the supported datatypes");
        }
        if (found.isPresent() && unknown.isPresent()) {
            throw TableFaults.validation("Unknown or unsupported in an AttributeValue: " + unknown.get());
        }
        return found.orElseThrow(ItemJson::empty);
    }

    /// Nothing where the name is not of a type.
    private static Optional<AttributeValue> content(String type, JsonNode content, int depth) {
        return switch (type) {
            case "S" -> Optional.of(new AttributeValue.S(JsonShape.text(content)));
            case "N" -> Optional.of(new AttributeValue.N(DynamoNumber.parse(JsonShape.text(content))));
            case "B" -> Optional.of(new AttributeValue.B(JsonShape.blob(content)));
            case "BOOL" -> Optional.of(new AttributeValue.Bool(JsonShape.bool(content)));
            case "NULL" -> Optional.of(nothing(content));
            case "L" -> Optional.of(new AttributeValue.L(elements(JsonShape.list(content), Nesting.deeper(depth))));
            case "M" ->
                Optional.of(new AttributeValue.M(
                        Collections.unmodifiableMap(members(JsonShape.values(content), Nesting.deeper(depth)))));
            case "SS" -> Optional.of(new AttributeValue.SS(texts(JsonShape.list(content))));
            case "NS" -> Optional.of(new AttributeValue.NS(numbers(JsonShape.list(content))));
            case "BS" -> Optional.of(new AttributeValue.BS(binaries(JsonShape.list(content))));
            default -> Optional.empty();
        };
    }

    private static AttributeValue nothing(JsonNode content) {
        if (!JsonShape.bool(content)) {
            throw TableFaults.parameter("Null attribute value types must have the value of true");
        }
        return AttributeValue.Null.NULL;
    }

    private static List<AttributeValue> elements(JsonNode list, int depth) {
        List<AttributeValue> elements = new ArrayList<>(list.size());
        list.forEach(element -> elements.add(member(element, depth)));
        return Collections.unmodifiableList(elements);
    }

    private static Set<String> texts(JsonNode list) {
        if (list.isEmpty()) {
            throw TableFaults.parameter("An string set  may not be empty");
        }
        Set<String> set = LinkedHashSet.newLinkedHashSet(list.size());
        for (JsonNode element : list) {
            if (element.isNull()) {
                throw TableFaults.parameter("An string set may not have a null string as a member");
            }
            set.add(JsonShape.text(element));
        }
        if (set.size() < list.size()) {
            throw TableFaults.parameter("Input collection " + listed(list) + " contains duplicates.");
        }
        return Collections.unmodifiableSet(set);
    }

    private static Set<BigDecimal> numbers(JsonNode list) {
        if (list.isEmpty()) {
            throw TableFaults.parameter("An number set  may not be empty");
        }
        Set<BigDecimal> set = LinkedHashSet.newLinkedHashSet(list.size());
        list.forEach(element -> set.add(DynamoNumber.normalized(DynamoNumber.parse(JsonShape.text(element)))));
        if (set.size() < list.size()) {
            throw TableFaults.validation("Input collection contains duplicates");
        }
        return Collections.unmodifiableSet(set);
    }

    private static Set<Bytes> binaries(JsonNode list) {
        if (list.isEmpty()) {
            throw TableFaults.parameter("Binary sets should not be empty");
        }
        Set<Bytes> set = LinkedHashSet.newLinkedHashSet(list.size());
        list.forEach(element -> set.add(JsonShape.blob(element)));
        if (set.size() < list.size()) {
            throw TableFaults.parameter("Input collection " + listed(list) + "of type BS contains duplicates.");
        }
        return Collections.unmodifiableSet(set);
    }

    /// As the caller wrote them, for AWS's message.
    private static String listed(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList().toString();
    }

    private static RequestException empty() {
        return TableFaults.validation(
                "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    }
}
