package io.millrace.examples.mysfits.clicks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds to each click on a mysfit what kind of mysfit it was, so that clicks can be analysed without the service.
///
/// In: `{"userId":"guest","mysfitId":"…"}`. Out: the same with `species`, `goodevil` and `lawchaos`, and a newline, for
/// Firehose writes records one after another with nothing between them.
///
/// - A click that is no JSON, or names a mysfit that the service does not know, is `ProcessingFailed`, its data
///   unchanged: Firehose keeps it under the error prefix. To ask again would not help.
/// - When the service is down or slow, the whole batch fails by an exception: Firehose then calls again with the same
///   records, and by then the service may be back. Were they `ProcessingFailed`, they would be given up at once.
///
/// Environment: `MYSFITS_API_URL`, where the service is.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html>
public final class ClickEnricher
        implements RequestHandler<KinesisFirehoseEvent, KinesisAnalyticsInputPreprocessingResponse> {
    private static final Duration LOOK_UP_TIMEOUT = Duration.ofSeconds(3);
    /// Numbers are given on as they came, with all their digits.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final MysfitsService mysfits;

    /// As Lambda makes it.
    public ClickEnricher() {
        this(new MysfitsService(apiUrl(), LOOK_UP_TIMEOUT));
    }

    ClickEnricher(MysfitsService mysfits) {
        this.mysfits = mysfits;
    }

    private static String apiUrl() {
        String url = System.getenv("MYSFITS_API_URL");
        if (url == null || url.isBlank()) {
            throw new IllegalStateException("MYSFITS_API_URL is not set: where is the Mysfits service?");
        }
        return url;
    }

    @Override
    public KinesisAnalyticsInputPreprocessingResponse handleRequest(KinesisFirehoseEvent event, Context context) {
        // One look-up per mysfit of a batch, also for those that are not found, which no cache remembers.
        Map<String, Optional<Mysfit>> found = new HashMap<>();
        List<Record> answers = new ArrayList<>();
        for (KinesisFirehoseEvent.Record click : event.getRecords()) {
            Optional<byte[]> line =
                    read(click.getData()).flatMap(node -> enriched(node, found)).map(ClickEnricher::line);
            if (line.isEmpty()) {
                context.getLogger().log("Record " + click.getRecordId() + " is no click on a mysfit that exists\n");
            }
            answers.add(line.map(bytes -> new Record(click.getRecordId(), Result.Ok, ByteBuffer.wrap(bytes)))
                    .orElseGet(() -> new Record(click.getRecordId(), Result.ProcessingFailed, click.getData())));
        }
        return new KinesisAnalyticsInputPreprocessingResponse(answers);
    }

    private static Optional<ObjectNode> read(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        // Of a duplicate, for to read from the buffer would empty it, and it may be the answer.
        data.duplicate().get(bytes);
        try {
            return JSON.readTree(bytes) instanceof ObjectNode click ? Optional.of(click) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private Optional<ObjectNode> enriched(ObjectNode click, Map<String, Optional<Mysfit>> found) {
        JsonNode id = click.path("mysfitId");
        if (!id.isTextual()) {
            return Optional.empty();
        }
        return found.computeIfAbsent(id.textValue(), this::find).map(mysfit -> click.put("species", mysfit.species())
                .put("goodevil", mysfit.goodevil())
                .put("lawchaos", mysfit.lawchaos()));
    }

    private Optional<Mysfit> find(String id) {
        try {
            return mysfits.find(id);
        } catch (IOException e) {
            throw new UncheckedIOException("No click is enriched while the service does not answer", e);
        }
    }

    private static byte[] line(ObjectNode click) {
        return (click + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
