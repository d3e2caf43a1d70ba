package io.millrace.core.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JqQueryTest {
    @Test
    void theExampleOfAwsGivesItsKeys() throws JqException {
        JqQuery query = JqQuery.compile("""
                {customer_id: .customer_id, device: .type.device, year: .event_timestamp|strftime("%Y"),
                month: .event_timestamp|strftime("%m"), day: .event_timestamp|strftime("%d"),
                hour: .event_timestamp|strftime("%H")}""");
        assertThat(keys(
                        query,
                        "{\"type\":{\"device\":\"mobile\"},\"customer_id\":\"12\",\"event_timestamp\":1565382027}"))
                .isEqualTo(Map.of(
                        "customer_id",
                        "12",
                        "device",
                        "mobile",
                        "year",
                        "2019",
                        "month",
                        "08",
                        "day",
                        "09",
                        "hour",
                        "20"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{k:.n}~{\"n\":5}~5",
                "{k:.n}~{\"n\":1.50}~1.5",
                "{k:.b}~{\"b\":true}~true",
                "{k:(.t|ascii_downcase)}~{\"t\":\"ABC\"}~abc",
                "{k:(.u|capture(\"(?<h>[^/]+)\").h)}~{\"u\":\"host/x\"}~host",
                "{k:(.t|gmtime|mktime)}~{\"t\":1565382027}~1565382027",
                "{k:(.t|todate)}~{\"t\":0}~1970-01-01T00:00:00Z",
            })
    void valuesBecomeText(String query, String record, String expected) throws JqException {
        assertThat(keys(JqQuery.compile(query), record)).isEqualTo(Map.of("k", expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{k:.k}|no json|Non JSON record provided",
                "{k:.k}|``|Non JSON record provided",
                "{k:.k}|{\"k\":1}{\"k\":2}|Non JSON record provided",
                "{k:.k}|{}|partitionKeys values must not be null or empty",
                "{k:.k}|{\"k\":\"\"}|partitionKeys values must not be null or empty",
                "{k:.k}|{\"k\":{}}|partitionKeys values must be text, numbers or booleans",
                "{k:.k}|[1]|The MetadataExtractionQuery failed for this record",
                "{k:.k[]}|{\"k\":[1,2]}|must give exactly one object",
                "{k:.k[]}|{\"k\":[1,2,3,4]}|The MetadataExtractionQuery failed for this record",
            })
    void recordsWithoutKeysFail(String query, String record, String message) throws JqException {
        JqQuery compiled = JqQuery.compile(query);
        assertThatThrownBy(() -> keys(compiled, record))
                .isInstanceOf(JqException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f: f; {k:f}",
                "{k:now}",
                "{k:[range(1e12)]}",
                "{k:$ENV.PATH}",
                "{k:env.PATH}",
                "{k:(1|until(false;.))}",
                "{k:input}",
                "{k:",
                "import \"a\" as a; {k:1}",
                "{k:nosuch}"
            })
    void queriesThatMayNotEndOrLookOutsideAreRefused(String query) {
        assertThatThrownBy(() -> JqQuery.compile(query)).isInstanceOf(JqException.class);
    }

    @Test
    void fieldsMayBeNamedAsWhatIsRefused() throws JqException {
        assertThat(keys(JqQuery.compile("{k:.def, l:.now}"), "{\"def\":1,\"now\":2}"))
                .isEqualTo(Map.of("k", "1", "l", "2"));
    }

    @Test
    void aDeepRecordFailsAndDoesNotHarm() throws JqException {
        JqQuery query = JqQuery.compile("{k:[..]|length}");
        String deep = "[".repeat(900) + "]".repeat(900);
        assertThat(query.partitionKeys(deep.getBytes(StandardCharsets.UTF_8))).containsKey("k");
        String deeper = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> keys(query, deeper)).isInstanceOf(JqException.class);
    }

    private static Map<String, String> keys(JqQuery query, String record) throws JqException {
        return query.partitionKeys(record.getBytes(StandardCharsets.UTF_8));
    }
}
