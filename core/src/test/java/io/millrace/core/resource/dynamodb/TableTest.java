package io.millrace.core.resource.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceKinds;
import io.millrace.core.resource.dynamodb.TableSettings.Kept;
import io.millrace.core.resource.dynamodb.TableSettings.Policy;
import io.millrace.core.resource.dynamodb.TableSettings.Recovery;
import io.millrace.core.store.TableLayout;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.IndexSchema.Projection;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00.123Z");

    @Test
    void aTableWithEverythingReadsBackAsItWasWritten() {
        Table table = full();

        assertThat(readBack(table)).isEqualTo(table);
    }

    @Test
    void aTableWithNothingButItsKeyReadsBackAsItWasWritten() {
        KeyAttribute hash = new KeyAttribute("id", KeyType.B);
        TableSchema schema = new TableSchema(
                attributes(Map.of("id", KeyType.B)), new KeySchema(hash, Optional.empty()), List.of(), List.of());
        Table table = new Table(
                "t.1",
                "eu-west-1",
                "6f1c",
                NOW,
                Table.Status.CREATING,
                schema,
                TableSettings.of(Billing.provisioned(Capacity.of(5, 6))));

        assertThat(readBack(table)).isEqualTo(table);
    }

    @Test
    void attributesOfAProjectionKeepTheirOrder() {
        Table back = readBack(full());

        assertThat(back.findIndex("byTime").orElseThrow().nonKeyAttributes()).containsExactly("z", "a", "m");
    }

    @Test
    void theLayoutHasTheIndexesThatAreMadeAndNotThoseThatGo() {
        Table table = full();
        Table dropping =
                table.withSchema(table.schema().mapGlobal(index -> index.withStatus(GlobalIndex.Status.DELETING)));

        assertThat(TableLayout.of(table).indexes())
                .extracting(IndexSchema::name)
                .containsExactly("byTime", "byOwner");
        assertThat(TableLayout.of(dropping).indexes())
                .extracting(IndexSchema::name)
                .containsExactly("byTime");
        assertThat(TableLayout.of(table).id()).isEqualTo(table.tableId());
        assertThat(TableLayout.of(table).expiry()).contains("expires");
    }

    @Test
    void decreasesAreCountedByDay() {
        Capacity lowered = Capacity.of(5, 5).changed(4, 6, NOW).changed(3, 6, NOW.plusSeconds(60));

        assertThat(lowered.decreasesOn(NOW)).isEqualTo(2);
        assertThat(lowered.increased()).contains(NOW);
        assertThat(lowered.decreasesOn(NOW.plusSeconds(86_400))).isZero();
        assertThat(lowered.changed(2, 6, NOW.plusSeconds(86_400)).decreasesOn(NOW.plusSeconds(86_400)))
                .isEqualTo(1);
    }

    private static Table full() {
        KeyAttribute hash = new KeyAttribute("id", KeyType.S);
        KeySchema local = new KeySchema(hash, Optional.of(new KeyAttribute("at", KeyType.N)));
        IndexSchema byTime =
                new IndexSchema("byTime", local, Projection.INCLUDE, new LinkedHashSet<>(List.of("z", "a", "m")));
        KeySchema owner = new KeySchema(new KeyAttribute("owner", KeyType.B), Optional.empty());
        GlobalIndex byOwner = new GlobalIndex(
                new IndexSchema("byOwner", owner, Projection.ALL, Set.of()),
                GlobalIndex.Status.CREATING,
                Capacity.of(2, 3).changed(1, 3, NOW),
                Optional.of(new OnDemandCapacity(Optional.of(-1L), Optional.empty())));
        SequencedMap<String, KeyType> attributes = new LinkedHashMap<>();
        attributes.put("id", KeyType.S);
        attributes.put("sort", KeyType.S);
        attributes.put("at", KeyType.N);
        attributes.put("owner", KeyType.B);
        TableSchema schema = new TableSchema(
                attributes,
                new KeySchema(hash, Optional.of(new KeyAttribute("sort", KeyType.S))),
                List.of(byTime),
                List.of(byOwner));
        ObjectNode encryption = JsonNodeFactory.instance.objectNode().put("Status", "ENABLED");
        Kept kept = Kept.NOTHING
                .withTableClass("STANDARD_INFREQUENT_ACCESS")
                .withEncryption(Optional.of(encryption))
                .withRecovery(Optional.of(new Recovery(NOW, 35)))
                .withWarmThroughput(JsonNodeFactory.instance.objectNode().put("ReadUnitsPerSecond", 12_000))
                .withPolicy(Optional.of(new Policy("1", "{}")));
        TableSettings settings = TableSettings.of(
                        Billing.onDemand(Optional.of(new OnDemandCapacity(Optional.of(7L), Optional.of(8L))), NOW))
                .withDeletionProtected(true)
                .withExpiry(Optional.of("expires"))
                .withTags(new TableTags(tags()))
                .withKept(kept);
        return new Table("clicks", "us-east-1", "0f6b-1", NOW, Table.Status.UPDATING, schema, settings);
    }

    private static SequencedMap<String, KeyType> attributes(Map<String, KeyType> types) {
        return new LinkedHashMap<>(types);
    }

    private static SequencedMap<String, String> tags() {
        SequencedMap<String, String> tags = new LinkedHashMap<>();
        tags.put("team", "web");
        tags.put("cost", "");
        return tags;
    }

    private static Table readBack(Table table) {
        return (Table) ResourceKinds.of(Table.TYPE).read(Table.KIND.write(table).deepCopy());
    }
}
