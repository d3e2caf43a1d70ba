package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads RequestItems of a batch: something for each of several tables.
final class RequestItems {
    private static final String NAME = "RequestItems";
    private static final String KEYS =
            "Map keys must satisfy constraint: [Member must have length less than or equal to"
                    + " 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern:"
                    + " [a-zA-Z0-9_.-]+]";

    private RequestItems() {}

    /// The requests by the name of their table, as the request names it.
    ///
    /// @param elements the type of the map's values, for the error when it is no map
    static Map<String, JsonNode> read(Members members, String elements) {
        Map<String, JsonNode> byTable = new LinkedHashMap<>();
        Optional<JsonNode> value = members.value(NAME);
        if (value.isEmpty()) {
            members.violations().missing(members.at(NAME));
            return byTable;
        }
        JsonNode map = Members.map(value.get(), elements);
        members.length(NAME, "'" + map + "'", map.size(), 1, Integer.MAX_VALUE);
        for (Map.Entry<String, JsonNode> table : map.properties()) {
            if (!Members.isTableName(table.getKey())) {
                members.violations().constraint("'" + map + "'", members.at(NAME), KEYS);
            }
            if (!table.getValue().isNull()) {
                byTable.put(table.getKey(), table.getValue());
            }
        }
        return byTable;
    }
}
