package io.millrace.core.table.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.ItemJson;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The updates of before there were expressions: `AttributeUpdates`.
///
/// Source:
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html>
public final class LegacyUpdate {
    private LegacyUpdate() {}

    /// @param updates as in the request
    /// @throws RequestException in AWS's words: SerializationException for JSON of another shape, else
    /// ValidationException
    public static Update read(JsonNode updates) {
        List<Action> actions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry :
                JsonShape.map(updates, "AttributeValueUpdate").properties()) {
            actions.add(action(entry.getKey(), JsonShape.element(entry.getValue(), "AttributeValueUpdate")));
        }
        return new Update(actions, Update.Form.LEGACY);
    }

    private static Action action(String attribute, JsonNode update) {
        Optional<AttributeValue> value = find(update, "Value").map(ItemJson::readField);
        String kind = find(update, "Action").map(JsonShape::text).orElse("PUT");
        DocumentPath path = DocumentPath.of(attribute);
        if (value.isEmpty()) {
            if (!kind.equals("DELETE")) {
                throw TableFaults.parameter("Only DELETE action is allowed when no attribute value is specified");
            }
            return new Action.Remove(path);
        }
        return switch (kind) {
            case "PUT" -> new Action.Set(path, new Source.Constant(value.get()));
            case "ADD" -> add(path, value.get());
            case "DELETE" -> delete(path, value.get());
            default ->
                throw TableFaults.validation("1 validation error detected: Value '" + kind + "' at 'attributeUpdates."
                        + attribute
                        + ".member.action' failed to satisfy constraint: Member must satisfy enum value set:"
                        + " [ADD, DELETE, PUT]");
        };
    }

    private static Action add(DocumentPath path, AttributeValue value) {
        return switch (value) {
            case AttributeValue.N ignored -> new Action.Add(path, value);
            case AttributeValue.L ignored -> new Action.Add(path, value);
            case AttributeValue.SS ignored -> new Action.Add(path, value);
            case AttributeValue.NS ignored -> new Action.Add(path, value);
            case AttributeValue.BS ignored -> new Action.Add(path, value);
            case AttributeValue other ->
                throw TableFaults.parameter("ADD action is not supported for the type " + other.type());
        };
    }

    private static Action delete(DocumentPath path, AttributeValue value) {
        return switch (value) {
            case AttributeValue.SS ignored -> new Action.Delete(path, value);
            case AttributeValue.NS ignored -> new Action.Delete(path, value);
            case AttributeValue.BS ignored -> new Action.Delete(path, value);
            case AttributeValue other ->
                throw TableFaults.parameter("DELETE action with value is not supported for the type " + other.type());
        };
    }

    private static Optional<JsonNode> find(JsonNode structure, String member) {
        return Optional.ofNullable(structure.get(member)).filter(node -> !node.isNull());
    }
}
