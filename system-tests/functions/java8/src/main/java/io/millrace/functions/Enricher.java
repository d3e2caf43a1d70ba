package io.millrace.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// A Firehose transformation of lines: one that contains `drop` is Dropped, one that contains `fail` is
/// ProcessingFailed,
/// any other is Ok, with `java8:` before it. The functions in other languages beside this one do the same.
public final class Enricher
        implements RequestHandler<KinesisFirehoseEvent, KinesisAnalyticsInputPreprocessingResponse> {
    @Override
    public KinesisAnalyticsInputPreprocessingResponse handleRequest(KinesisFirehoseEvent event, Context context) {
        List<Record> records =
                event.getRecords().stream().map(Enricher::verdict).collect(Collectors.toList());
        return new KinesisAnalyticsInputPreprocessingResponse(records);
    }

    private static Record verdict(KinesisFirehoseEvent.Record record) {
        ByteBuffer data = record.getData();
        String line = StandardCharsets.UTF_8.decode(data.duplicate()).toString();
        if (line.contains("drop")) {
            return new Record(record.getRecordId(), Result.Dropped, data);
        }
        if (line.contains("fail")) {
            return new Record(record.getRecordId(), Result.ProcessingFailed, data);
        }
        return new Record(
                record.getRecordId(), Result.Ok, ByteBuffer.wrap(("java8:" + line).getBytes(StandardCharsets.UTF_8)));
    }
}
