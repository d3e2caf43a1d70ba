package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemJsonWriter;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a BatchGetItem asks of one table. Read first, parsed when all of the request is in its bounds.
final class KeysOfTable {
    private final String tableName;
    private final JsonNode request;
    private final List<Item> keys;
    private final boolean consistent;
    private final Expressions expressions;
    private Optional<Projection> projection = Optional.empty();

    private KeysOfTable(
            String tableName, JsonNode request, List<Item> keys, boolean consistent, Expressions expressions) {
        this.tableName = tableName;
        this.request = request;
        this.keys = keys;
        this.consistent = consistent;
        this.expressions = expressions;
    }

    static KeysOfTable read(Members batch, String tableName, JsonNode value) {
        JsonNode request = JsonShape.element(value, "KeysAndAttributes");
        Members members = batch.inner(request, "RequestItems." + tableName + ".member");
        boolean consistent = members.flag("ConsistentRead", false);
        Expressions expressions =
                Expressions.read(members, List.of(Expressions.PROJECTION), List.of(Expressions.ATTRIBUTES_TO_GET));
        expressions.tellFaults(members.violations());
        List<Item> keys = new ArrayList<>();
        members.value("Keys")
                .map(JsonShape::list)
                .ifPresentOrElse(
                        list -> {
                            members.length(
                                    "Keys",
                                    "'" + list + "'",
                                    list.size(),
                                    1,
                                    TableLimit.DYNAMODB_BATCH_KEYS.intValue());
                            list.forEach(key -> keys.add(members.item(key, fault -> fault)));
                        },
                        () -> members.violations().missing(members.at("Keys")));
        members.refuseUnknown();
        return new KeysOfTable(tableName, request, keys, consistent, expressions);
    }

    void parse() {
        projection = expressions.projection();
        expressions.finish();
        if (new HashSet<>(keys).size() < keys.size()) {
            throw TableFaults.validation("Provided list of item keys contains duplicates");
        }
    }

    String tableName() {
        return tableName;
    }

    List<Item> keys() {
        return keys;
    }

    boolean consistent() {
        return consistent;
    }

    Optional<Projection> projection() {
        return projection;
    }

    void writeItem(JsonGenerator json, Optional<Item> found) throws IOException {
        if (found.isPresent()) {
            Item item = found.get();
            ItemJsonWriter.write(projection.isPresent() ? projection.get().of(item) : item, json);
        }
    }

    /// The request again, with the keys that are left.
    void writeUnprocessed(JsonGenerator json, List<Item> left) throws IOException {
        json.writeObjectFieldStart(tableName);
        AnswerJson.items(json, "Keys", left);
        for (Map.Entry<String, JsonNode> member : request.properties()) {
            if (!member.getKey().equals("Keys")) {
                json.writeFieldName(member.getKey());
                json.writeTree(member.getValue());
            }
        }
        json.writeEndObject();
    }
}
