package io.millrace.core.template.sam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Templates in which values are replaced by what nobody expects there.
class SamHostileTest {
    private static final int TEMPLATES = 4_000;
    private static final List<JsonNode> ODD = List.of(
            NullNode.getInstance(),
            Nodes.list(3).get(0),
            Nodes.list("x").get(0),
            Nodes.list("").get(0),
            Nodes.list(true).get(0),
            Nodes.list(),
            Nodes.object(),
            Nodes.list(1, NullNode.getInstance()),
            Nodes.list(Nodes.object()),
            Nodes.ref("Nothing"),
            Nodes.object("a", NullNode.getInstance()),
            Nodes.when("Live", Nodes.object()));

    @Test
    void aTemplateIsTransformedOrRefusedWhateverStandsInIt() {
        List<ObjectNode> templates =
                SamTemplates.NAMES.stream().map(SamTemplates::given).toList();
        Random random = new Random(5);
        int transformed = 0;
        int refused = 0;
        for (int i = 0; i < TEMPLATES; i++) {
            ObjectNode template = templates.get(i % templates.size()).deepCopy();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                change(template, random);
            }
            try {
                ObjectNode result = SamTemplates.transformed(template);
                assertEquals(result, SamTemplates.transformed(result));
                transformed++;
            } catch (RequestException refusal) {
                assertEquals("ValidationError", refusal.code());
                refused++;
            }
        }
        assertTrue(transformed > TEMPLATES / 10 && refused > TEMPLATES / 10, transformed + " and " + refused);
    }

    private static void change(ObjectNode template, Random random) {
        List<Runnable> changes = new ArrayList<>();
        collect(template, changes, random);
        if (!changes.isEmpty()) {
            changes.get(random.nextInt(changes.size())).run();
        }
    }

    private static void collect(JsonNode node, List<Runnable> changes, Random random) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                changes.add(() -> object.set(field.getKey(), odd(random)));
                collect(field.getValue(), changes, random);
            });
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                changes.add(() -> list.set(index, odd(random)));
                collect(list.get(i), changes, random);
            }
        }
    }

    private static JsonNode odd(Random random) {
        return ODD.get(random.nextInt(ODD.size())).deepCopy();
    }
}
