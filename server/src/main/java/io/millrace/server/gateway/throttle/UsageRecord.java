package io.millrace.server.gateway.throttle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A record of the usage stream: `{"keys": [{"plan", "key", "first", "calls": {"2026-01-31": 5}, "extras": {…}}]}`.
/// Counts are totals, so what is written twice is counted once.
final class UsageRecord {
    private static final ObjectMapper JSON = new ObjectMapper();

    private UsageRecord() {}

    static byte[] write(Map<KeyInPlan, KeyUsage.Counts> counts) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
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
    static Map<KeyInPlan, KeyUsage.Counts> read(byte[] record) throws IOException {
        Map<KeyInPlan, KeyUsage.Counts> counts = new LinkedHashMap<>();
        for (JsonNode key : JSON.readTree(record).path("keys")) {
            counts.put(
                    new KeyInPlan(key.path("plan").textValue(), key.path("key").textValue()),
                    new KeyUsage.Counts(
                            Optional.ofNullable(key.path("first").textValue()).map(LocalDate::parse),
                            days(key.path("calls")),
                            days(key.path("extras"))));
        }
        return counts;
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
