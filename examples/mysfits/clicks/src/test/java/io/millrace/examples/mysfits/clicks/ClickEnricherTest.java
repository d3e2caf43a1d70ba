package io.millrace.examples.mysfits.clicks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The function against a service that answers over HTTP, as it does in Lambda.
@Timeout(30)
class ClickEnricherTest {
    private static final String EVANGELINE = """
            {"mysfitId":"ev-1","name":"Evangeline","species":"Chimera","age":831,"goodevil":"Good","lawchaos":"Lawful"}""";
    private static final String MARTIN = """
            {"mysfitId":"ma-2","name":"Martin","species":"Troll","goodevil":"Evil","lawchaos":"Chaotic","likes":3}""";
    private static final String CLICK = "{\"userId\":\"guest\",\"mysfitId\":\"ev-1\"}";
    private static final String ENRICHED = "{\"userId\":\"guest\",\"mysfitId\":\"ev-1\","
            + "\"species\":\"Chimera\",\"goodevil\":\"Good\",\"lawchaos\":\"Lawful\"}\n";

    private final FakeContext context = new FakeContext();
    private StubService service;
    private ClickEnricher function;

    @BeforeEach
    void start() throws IOException {
        service = new StubService().knows("ev-1", EVANGELINE).knows("ma-2", MARTIN);
        function = new ClickEnricher(new MysfitsService(service.url() + "/", Duration.ofSeconds(10)));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aClickIsGivenTheKindOfItsMysfitAndANewline() {
        assertThat(enrich(CLICK)).containsExactly(new Answer("0", Result.Ok, ENRICHED));
        assertThat(context.logged()).isEmpty();
    }

    @Test
    void whatElseAClickSaysIsKeptButItCannotSayWhatItsMysfitIs() {
        assertThat(enrich("{\"mysfitId\":\"ev-1\",\"species\":\"made up\",\"page\":{\"n\":1.50}}"))
                .containsExactly(
                        new Answer(
                                "0",
                                Result.Ok,
                                "{\"mysfitId\":\"ev-1\",\"species\":\"Chimera\",\"page\":{\"n\":1.50},\"goodevil\":\"Good\",\"lawchaos\":\"Lawful\"}\n"));
    }

    @Test
    void aClickOnAnUnknownMysfitFailsAloneAndUnchanged() {
        String unknown = "{\"userId\":\"u\",\"mysfitId\":\"nobody\"}";
        assertThat(enrich(CLICK, unknown, CLICK))
                .containsExactly(
                        new Answer("0", Result.Ok, ENRICHED),
                        new Answer("1", Result.ProcessingFailed, unknown),
                        new Answer("2", Result.Ok, ENRICHED));
        assertThat(context.logged()).contains("Record 1").doesNotContain("nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "\"ev-1\"",
                "{\"mysfitId\":\"ev-1\"",
                "{\"mysfitId\":\"ev-1\"}{\"mysfitId\":\"ev-1\"}",
                "{\"userId\":\"u\"}",
                "{\"mysfitId\":1}",
                "{\"mysfitId\":null}"
            })
    void whatIsNoClickFailsUnchangedAndNobodyIsAsked(String data) {
        assertThat(enrich(data)).containsExactly(new Answer("0", Result.ProcessingFailed, data));
        assertThat(service.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../health", "ev-1/like", "ev-1?filter=x", "..", "%2e%2e", "", "ev 1"})
    void anIdCannotLeadElsewhereInTheService(String id) {
        String click = "{\"mysfitId\":\"" + id + "\"}";
        assertThat(enrich(click)).containsExactly(new Answer("0", Result.ProcessingFailed, click));
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void eachMysfitOfABatchIsLookedUpOnceAlsoOneThatIsUnknown() {
        String martin = CLICK.replace("ev-1", "ma-2");
        String nobody = CLICK.replace("ev-1", "nobody");
        assertThat(enrich(CLICK, martin, nobody, CLICK, martin, nobody)).hasSize(6);
        assertThat(service.asked()).containsExactly("/mysfits/ev-1", "/mysfits/ma-2", "/mysfits/nobody");
    }

    @Test
    void aMysfitIsRememberedForTheNextBatchAndAnUnknownOneIsAskedForAgain() {
        String nobody = CLICK.replace("ev-1", "nobody");
        enrich(CLICK, nobody);
        service.knows("nobody", MARTIN);
        assertThat(enrich(CLICK, nobody)).map(Answer::result).containsOnly(Result.Ok);
        assertThat(service.asked()).containsExactly("/mysfits/ev-1", "/mysfits/nobody", "/mysfits/nobody");
    }

    @Test
    void itRemembersOnlySoMany() {
        for (int i = 0; i <= MysfitsService.CACHE_ENTRIES_MAX; i++) {
            service.knows("m" + i, MARTIN);
            enrich("{\"mysfitId\":\"m" + i + "\"}");
        }
        service.asked().clear();
        enrich("{\"mysfitId\":\"m1\"}", "{\"mysfitId\":\"m0\"}");
        assertThat(service.asked()).containsExactly("/mysfits/m0");
    }

    @Test
    void theBatchFailsWhenTheServiceIsDown() {
        service.close();
        assertThatThrownBy(() -> enrich(CLICK)).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 302, 403})
    void theBatchFailsWhenTheServiceDoes(int status) {
        service.answersAlways(status);
        assertThatThrownBy(() -> enrich("no JSON", CLICK)).hasRootCauseMessage(url() + " answered " + status);
        service.answersAlways(200);
        assertThat(enrich(CLICK)).containsExactly(new Answer("0", Result.Ok, ENRICHED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "{\"species\":\"Troll\",\"goodevil\":null,\"lawchaos\":\"Lawful\"}"})
    void theBatchFailsWhenTheServiceAnswersSomethingElse(String answer) {
        service.knows("ev-1", answer);
        assertThatThrownBy(() -> enrich(CLICK)).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @EnumSource(names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
    void theBatchFailsWhenTheServiceDoesNotAnswerInTime(StubService.Hang hang) {
        service.hangs(hang);
        function = new ClickEnricher(new MysfitsService(service.url(), Duration.ofMillis(200)));
        assertThatThrownBy(() -> enrich(CLICK)).cause().hasMessage(url() + " did not answer within 200 ms");
    }

    @Test
    void itReadsAndAnswersWhatFirehoseSends() throws IOException {
        String event = """
                {"invocationId":"i","deliveryStreamArn":"arn:aws:firehose:us-east-1:000000000000:deliverystream/clicks",
                 "region":"us-east-1","records":[
                  {"recordId":"49","approximateArrivalTimestamp":1700000000000,"data":"%s"},
                  {"recordId":"50","approximateArrivalTimestamp":1700000000001,"data":"bm8gSlNPTg=="}]}""".formatted(base64(CLICK));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ClassLoader loader = getClass().getClassLoader();
        LambdaEventSerializers.serializerFor(KinesisAnalyticsInputPreprocessingResponse.class, loader)
                .toJson(
                        function.handleRequest(
                                LambdaEventSerializers.serializerFor(KinesisFirehoseEvent.class, loader)
                                        .fromJson(event),
                                context),
                        out);
        JsonNode records = new ObjectMapper().readTree(out.toByteArray()).get("records");
        assertThat(records).hasSize(2);
        assertThat(records.get(0).toString())
                .isEqualTo("{\"recordId\":\"49\",\"result\":\"Ok\",\"data\":\"" + base64(ENRICHED) + "\"}");
        assertThat(records.get(1).toString())
                .isEqualTo("{\"recordId\":\"50\",\"result\":\"ProcessingFailed\",\"data\":\"bm8gSlNPTg==\"}");
    }

    private String url() {
        return service.url() + "/mysfits/ev-1";
    }

    private List<Answer> enrich(String... clicks) {
        List<KinesisFirehoseEvent.Record> records = new ArrayList<>();
        for (int i = 0; i < clicks.length; i++) {
            KinesisFirehoseEvent.Record click = new KinesisFirehoseEvent.Record().withRecordId(Integer.toString(i));
            click.setData(ByteBuffer.wrap(clicks[i].getBytes(StandardCharsets.UTF_8)));
            records.add(click);
        }
        return function.handleRequest(new KinesisFirehoseEvent().withRecords(records), context).getRecords().stream()
                .map(record -> new Answer(
                        record.getRecordId(),
                        record.getResult(),
                        StandardCharsets.UTF_8.decode(record.getData()).toString()))
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A record of the answer, its data as text.
    private record Answer(String recordId, Result result, String data) {}
}
