package io.millrace.core.resource.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GlueKindsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.250Z");

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("Name", name);
    }

    @Test
    void whatIsKeptReadsBackEqual() {
        GlueDatabase database = new GlueDatabase("r", named("d"), NOW, new LinkedHashMap<>(Map.of("a", "1")));
        GlueTable table =
                new GlueTable("r", "d", named("t"), 3, NOW, NOW, List.of(new PartitionIndex("i", List.of("a", "b"))));
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        values.putArray("Values").add("2026").add("a\nb");
        GluePartition partition = new GluePartition("r", "d", "t", values, NOW);

        assertThat(GlueDatabase.KIND.read(GlueDatabase.KIND.write(database))).isEqualTo(database);
        assertThat(GlueTable.KIND.read(GlueTable.KIND.write(table))).isEqualTo(table);
        assertThat(GlueTableVersion.KIND.read(GlueTableVersion.KIND.write(new GlueTableVersion(table))))
                .isEqualTo(new GlueTableVersion(table));
        assertThat(GluePartition.KIND.read(GluePartition.KIND.write(partition))).isEqualTo(partition);
    }

    @Test
    void valuesAreFoundByAllOfThemAndNoOther() {
        assertThat(GluePartition.id("r", "D", "T", List.of("a", "b")))
                .isEqualTo(GluePartition.id("r", "d", "t", List.of("a", "b")))
                .isNotEqualTo(GluePartition.id("r", "d", "t", List.of("a,b")))
                .isNotEqualTo(GluePartition.id("r", "d", "t", List.of("a\",\"b")));
    }
}
