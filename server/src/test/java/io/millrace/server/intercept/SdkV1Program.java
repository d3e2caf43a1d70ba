package io.millrace.server.intercept;

import com.amazonaws.services.kinesisfirehose.AmazonKinesisFirehose;
import com.amazonaws.services.kinesisfirehose.AmazonKinesisFirehoseClientBuilder;
import com.amazonaws.services.kinesisfirehose.model.PutRecordRequest;
import com.amazonaws.services.kinesisfirehose.model.Record;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a function with the old SDK does: no endpoint, no proxy, no trust store in its code.
final class SdkV1Program {
    private SdkV1Program() {}

    public static void main(String[] stream) {
        AmazonKinesisFirehose firehose = AmazonKinesisFirehoseClientBuilder.defaultClient();
        Record data = new Record().withData(ByteBuffer.wrap("v1\n".getBytes(StandardCharsets.UTF_8)));
        System.out.println("RecordId "
                + firehose.putRecord(new PutRecordRequest()
                                .withDeliveryStreamName(stream[0])
                                .withRecord(data))
                        .getRecordId());
    }
}
