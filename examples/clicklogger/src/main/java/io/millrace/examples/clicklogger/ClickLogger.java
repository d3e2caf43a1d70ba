package io.millrace.examples.clicklogger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

/// Completes a click and puts it on a delivery stream. Behind the REST API, which has checked the click by its model
/// and sends it with the address that it came from:
///
/// ```
/// {"click": {"requestid": "…", "contextid": "…", …}, "clientip": "203.0.113.7"}
/// ```
///
/// `user` (GUEST), `clientip` and `createdtime` are filled in where the click does not have them. When this
/// returns, the click is safe; when it throws, the caller is told that it is not.
///
/// Environment: `STREAM_NAME`, the delivery stream.
public final class ClickLogger implements RequestHandler<Map<String, Object>, Map<String, String>> {
    private final FirehoseClient firehose;
    private final String stream;
    private final InstantSource clock;

    /// As Lambda makes it: the client is made before the first click, in the time that Lambda gives to start.
    public ClickLogger() {
        this(
                Sdk.client(FirehoseClient.builder()),
                Setting.of("STREAM_NAME", "which delivery stream do clicks go to?"),
                InstantSource.system());
    }

    ClickLogger(FirehoseClient firehose, String stream, InstantSource clock) {
        this.firehose = firehose;
        this.stream = stream;
        this.clock = clock;
    }

    @Override
    public Map<String, String> handleRequest(Map<String, Object> event, Context context) {
        if (!(event.get("click") instanceof Map<?, ?> given)) {
            throw new IllegalArgumentException("The event has no click");
        }
        Map<String, Object> click = new LinkedHashMap<>();
        given.forEach((name, value) -> click.put((String) name, value));
        click.putIfAbsent("user", "GUEST");
        click.putIfAbsent("clientip", event.get("clientip"));
        click.putIfAbsent(
                "createdtime", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        String recordId = firehose.putRecord(put -> put.deliveryStreamName(stream)
                        .record(Record.builder()
                                .data(SdkBytes.fromUtf8String(json(click) + "\n"))
                                .build()))
                .recordId();
        return Map.of("requestid", String.valueOf(click.get("requestid")), "recordid", recordId);
    }

    private static String json(Map<String, Object> click) {
        try {
            return JSON.std.asString(click);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
