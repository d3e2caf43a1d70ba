package io.millrace.server.gateway.throttle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A record of the usage stream: `{"keys": [{"plan", "key", "first", "calls": {"2026-01-31": 5}, "extras": {…}}]}`, or
/// `{"gone": [{"plan", "key"}]}` for those whose counts before it are void. Counts are totals, so what is written twice
/// is
/// counted once.
///
/// @param gone those that have left their plan
/// @param counts of the others
record UsageRecord(List<KeyInPlan> gone, Map<KeyInPlan, KeyUsage.Counts> counts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    byte[] bytes() {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        if (!gone.isEmpty()) {
            ArrayNode left = record.putArray("gone");
            gone.forEach(member -> left.addObject().put("plan", member.planId()).put("key", member.keyId()));
        }
        ArrayNode keys = record.putArray("keys");
        counts.forEach((member, count) -> {
            ObjectNode key = keys.addObject().put("plan", member.planId()).put("key", member.keyId());
            count.first().ifPresent(day -> key.put("first", day.toString()));
            days(key.putObject("calls"), count.calls());
            days(key.putObject("extras"), count.extras());
        });
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// @throws IOException when it is none
    static UsageRecord read(byte[] record) throws IOException {
        JsonNode json = JSON.readTree(record);
        List<KeyInPlan> gone = new ArrayList<>();
        json.path("gone").forEach(member -> gone.add(member(member)));
        Map<KeyInPlan, KeyUsage.Counts> counts = new LinkedHashMap<>();
        for (JsonNode key : json.path("keys")) {
            counts.put(
                    member(key),
                    new KeyUsage.Counts(
                            Optional.ofNullable(key.path("first").textValue()).map(LocalDate::parse),
                            days(key.path("calls")),
                            days(key.path("extras"))));
        }
        return new UsageRecord(gone, counts);
    }

    private static KeyInPlan member(JsonNode node) {
        return new KeyInPlan(node.path("plan").textValue(), node.path("key").textValue());
    }

    private static void days(ObjectNode node, Map<LocalDate, Long> days) {
        days.forEach((day, count) -> node.put(day.toString(), count));
    }

    private static Map<LocalDate, Long> days(JsonNode node) {
        Map<LocalDate, Long> days = new HashMap<>();
        node.properties()
                .forEach(day ->
                        days.put(LocalDate.parse(day.getKey()), day.getValue().longValue()));
        return days;
    }
}
