package io.millrace.examples.clicklogger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Writes each click of a delivery stream to a table, and hands it on unchanged to be delivered.
///
/// - What is no click, or one that the table refuses, is `ProcessingFailed`: Firehose keeps it under the error prefix,
///   and the rest of its batch is delivered.
/// - When the table cannot be written to, the whole batch fails by an exception, and Firehose calls again with the same
///   records. Those that were written already are written once more, as the same items.
///
/// Environment: `TABLE_NAME`, the table.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html>
public final class ClickConsumer
        implements RequestHandler<KinesisFirehoseEvent, KinesisAnalyticsInputPreprocessingResponse> {
    private final ClickTable table;

    /// As Lambda makes it.
    public ClickConsumer() {
        this(new ClickTable(
                Sdk.client(DynamoDbClient.builder()),
                Setting.of("TABLE_NAME", "which table are clicks written to?"),
                Thread::sleep));
    }

    ClickConsumer(ClickTable table) {
        this.table = table;
    }

    @Override
    public KinesisAnalyticsInputPreprocessingResponse handleRequest(KinesisFirehoseEvent event, Context context) {
        Map<String, Click.Key> keys = new HashMap<>();
        // A click may come twice in a batch, when its sender tried again. The table takes a key once in a call.
        Map<Click.Key, Click> clicks = new LinkedHashMap<>();
        for (KinesisFirehoseEvent.Record record : event.getRecords()) {
            Click.read(record.getData()).ifPresent(click -> {
                keys.put(record.getRecordId(), click.key());
                clicks.put(click.key(), click);
            });
        }
        Set<Click.Key> refused = table.write(clicks.values());
        List<Record> answers = new ArrayList<>();
        for (KinesisFirehoseEvent.Record record : event.getRecords()) {
            Click.Key key = keys.get(record.getRecordId());
            boolean isOk = key != null && !refused.contains(key);
            if (!isOk) {
                String why = key == null ? " is no click" : " is no click that the table takes";
                context.getLogger().log("Record " + record.getRecordId() + why + "\n");
            }
            answers.add(new Record(record.getRecordId(), isOk ? Result.Ok : Result.ProcessingFailed, record.getData()));
        }
        return new KinesisAnalyticsInputPreprocessingResponse(answers);
    }
}
