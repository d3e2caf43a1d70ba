package io.millrace.bench.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Record;
import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse.Result;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import java.util.ArrayList;
import java.util.List;

/// Gives each record of a delivery stream back as it is, with AWS's classes for events, as most functions do.
public final class IdentityPojo
        implements RequestHandler<KinesisFirehoseEvent, KinesisAnalyticsInputPreprocessingResponse> {
    @Override
    public KinesisAnalyticsInputPreprocessingResponse handleRequest(KinesisFirehoseEvent event, Context context) {
        List<Record> records = new ArrayList<>(event.getRecords().size());
        for (KinesisFirehoseEvent.Record record : event.getRecords()) {
            records.add(new Record(record.getRecordId(), Result.Ok, record.getData()));
        }
        return new KinesisAnalyticsInputPreprocessingResponse(records);
    }
}
