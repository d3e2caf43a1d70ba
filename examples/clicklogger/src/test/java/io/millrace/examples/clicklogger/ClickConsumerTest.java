package io.millrace.examples.clicklogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class ClickConsumerTest {
    private final StubTable table = new StubTable();
    private final List<Duration> pauses = new ArrayList<>();
    private final FakeContext context = new FakeContext();
    private final ClickConsumer function = new ClickConsumer(new ClickTable(table, "clicks", pauses::add));

    @Test
    void aClickIsWrittenWithAllItsMembersAndHandedOnUnchanged() {
        String click = "{\"requestid\":\"r\",\"contextid\":\"c\",\"callerid\":\"me\",\"user\":\"GUEST\"}\n";
        assertThat(consume(click)).containsExactly(new Answer("0", Result.Ok, click));
        assertThat(table.items())
                .containsExactly(Map.entry(
                        "r/c", Map.of("requestid", "r", "contextid", "c", "callerid", "me", "user", "GUEST")));
        assertThat(context.logged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "null",
                "{\"requestid\":\"r\",\"contextid\":\"c\"",
                "{\"requestid\":\"r\"}",
                "{\"requestid\":\"\",\"contextid\":\"c\"}",
                "{\"requestid\":\"r\",\"contextid\":\"\"}",
                "{\"requestid\":1,\"contextid\":\"c\"}",
                "{\"requestid\":\"r\",\"contextid\":\"c\",\"more\":{}}",
                "{\"requestid\":\"r\",\"requestid\":\"r2\",\"contextid\":\"c\"}",
                "{\"requestid\":\"r\",\"contextid\":\"c\"}{\"requestid\":\"r2\",\"contextid\":\"c\"}"
            })
    void whatIsNoClickFailsAloneAndUnchanged(String data) {
        assertThat(consume(data, click("good")))
                .containsExactly(
                        new Answer("0", Result.ProcessingFailed, data), new Answer("1", Result.Ok, click("good")));
        assertThat(table.items()).containsOnlyKeys("good/c");
        assertThat(context.logged()).isEqualTo("Record 0 is no click\n");
    }

    @Test
    void aClickThatTheTableRefusesFailsAlone() {
        String tooLong = click("r".repeat(2_049));
        assertThat(consume(click("a"), tooLong, click("b")))
                .extracting(Answer::result)
                .containsExactly(Result.Ok, Result.ProcessingFailed, Result.Ok);
        assertThat(table.items()).containsOnlyKeys("a/c", "b/c");
        assertThat(context.logged()).isEqualTo("Record 1 is no click that the table takes\n");
    }

    @Test
    void manyClicksAreWrittenTwentyFiveACall() {
        String[] clicks = IntStream.range(0, 60).mapToObj(i -> click("r" + i)).toArray(String[]::new);
        assertThat(consume(clicks)).hasSize(60).allMatch(answer -> answer.result() == Result.Ok);
        assertThat(table.items()).hasSize(60);
        assertThat(table.batches()).containsExactly(25, 25, 10);
    }

    @Test
    void aClickThatCameTwiceIsOneItemAndTwoRecords() {
        assertThat(consume(click("r"), click("s"), click("r")))
                .extracting(Answer::result)
                .containsExactly(Result.Ok, Result.Ok, Result.Ok);
        assertThat(table.batches()).containsExactly(2);
    }

    @Test
    void whatABusyTableLeftOverIsWrittenAgainAfterPausesThatDouble() {
        table.busyFor(3);
        assertThat(consume(click("a"), click("b"), click("c"), click("d"), click("e")))
                .allMatch(answer -> answer.result() == Result.Ok);
        assertThat(table.batches()).containsExactly(5, 4, 3, 2);
        assertThat(table.items()).hasSize(5);
        assertThat(pauses).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200));
    }

    @Test
    void aTableThatStaysBusyFailsTheWholeBatch() {
        table.busyFor(Integer.MAX_VALUE);
        String[] clicks = IntStream.range(0, 25).mapToObj(i -> click("r" + i)).toArray(String[]::new);
        assertThatThrownBy(() -> consume(clicks))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Table clicks left 19 clicks unwritten");
    }

    @Test
    void aBatchThatFailedIsWrittenOnceWhenItComesAgain() {
        String[] clicks = IntStream.range(0, 30).mapToObj(i -> click("r" + i)).toArray(String[]::new);
        table.down(true);
        assertThatThrownBy(() -> consume(clicks)).isInstanceOf(DynamoDbException.class);
        table.down(false);
        List<Answer> answers = consume(clicks);
        Map<String, Map<String, String>> items = table.items();
        assertThat(consume(clicks)).isEqualTo(answers).allMatch(answer -> answer.result() == Result.Ok);
        assertThat(table.items()).isEqualTo(items).hasSize(30);
    }

    @Test
    void aBatchWithoutClicksAsksNothingOfTheTable() {
        consume("no JSON");
        assertThat(table.batches()).isEmpty();
    }

    private static String click(String requestId) {
        return "{\"requestid\":\"" + requestId + "\",\"contextid\":\"c\"}";
    }

    private List<Answer> consume(String... data) {
        List<KinesisFirehoseEvent.Record> records = new ArrayList<>();
        for (int i = 0; i < data.length; i++) {
            KinesisFirehoseEvent.Record record = new KinesisFirehoseEvent.Record();
            record.setRecordId(Integer.toString(i));
            record.setData(ByteBuffer.wrap(data[i].getBytes(StandardCharsets.UTF_8)));
            records.add(record);
        }
        return function.handleRequest(new KinesisFirehoseEvent().withRecords(records), context).getRecords().stream()
                .map(ClickConsumerTest::answer)
                .toList();
    }

    private static Answer answer(Record record) {
        return new Answer(
                record.getRecordId(),
                record.getResult(),
                StandardCharsets.UTF_8.decode(record.getData()).toString());
    }

    /// A record of the answer, its data as text.
    private record Answer(String recordId, Result result, String data) {}
}
