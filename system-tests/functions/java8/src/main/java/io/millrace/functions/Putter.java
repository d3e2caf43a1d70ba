package io.millrace.functions;

import com.amazonaws.services.kinesisfirehose.AmazonKinesisFirehose;
import com.amazonaws.services.kinesisfirehose.AmazonKinesisFirehoseClientBuilder;
import com.amazonaws.services.kinesisfirehose.model.PutRecordRequest;
import com.amazonaws.services.kinesisfirehose.model.Record;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;

/// Puts the `data` of its input on the delivery stream that `STREAM_NAME` names and answers `{"recordId": …}`. The
/// client
/// is the SDK's default one, as handlers have it that were written for AWS: it knows nothing of an endpoint.
public final class Putter implements RequestHandler<Map<String, String>, Map<String, String>> {
    private final AmazonKinesisFirehose firehose = AmazonKinesisFirehoseClientBuilder.defaultClient();

    @Override
    public Map<String, String> handleRequest(Map<String, String> input, Context context) {
        ByteBuffer data = ByteBuffer.wrap(input.get("data").getBytes(StandardCharsets.UTF_8));
        String recordId = firehose.putRecord(new PutRecordRequest()
                        .withDeliveryStreamName(System.getenv("STREAM_NAME"))
                        .withRecord(new Record().withData(data)))
                .getRecordId();
        return Collections.singletonMap("recordId", recordId);
    }
}
