package io.millrace.core.resource.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.ResourceKinds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogGroupTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @Test
    void whatIsKeptReadsBackEqual() {
        LogGroup plain = group("/aws/lambda/enrich");
        LogGroup full = plain.withRetention(Optional.of(14)).withTags(tags("b", "a"));

        assertThat(plain.logStream()).isEqualTo("logs.eu-west-1.00000000");
        assertThat(plain.arn()).isEqualTo("arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/enrich");
        assertThat(LogGroup.KIND.read(LogGroup.KIND.write(plain))).isEqualTo(plain);
        assertThat(LogGroup.KIND.read(LogGroup.KIND.write(full))).isEqualTo(full);
        assertThat(ResourceKinds.of(LogGroup.TYPE)).isSameAs(LogGroup.KIND);
    }

    @Test
    void namesAndDaysAreCheckedAsAwsDoes() {
        assertThatThrownBy(() -> group("a b")).hasMessageContaining("logGroupName: 'a b'");
        assertThatThrownBy(() -> group("x".repeat(513))).hasMessageContaining("1 to 512");
        assertThatThrownBy(() -> group("a").withRetention(Optional.of(2)))
                .hasMessageContaining("retentionInDays: 2 is not one of [1, 3, 5, 7, 14,");
    }

    @Test
    void tagsKeepTheirOrderAndAreLimited() {
        assertThat(tags("b", "a").without(List.of("b")).values()).containsOnlyKeys("a");
        String[] many = new String[51];
        for (int i = 0; i < many.length; i++) {
            many[i] = "k" + i;
        }
        assertThatThrownBy(() -> tags(many)).hasMessageContaining("at most 50 tags");
        assertThatThrownBy(() -> tags("aws:mine")).hasMessageContaining("aws:mine");
    }

    private static LogTags tags(String... keys) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode tags = request.putObject("tags");
        for (String key : keys) {
            tags.put(key, "v");
        }
        return LogTags.parse(Fields.of(request, ""), "tags");
    }

    private static LogGroup group(String name) {
        return LogGroup.create(LogGroup.id("eu-west-1", name), LogTags.NONE, NOW, new UUID(0, 0));
    }
}
