package io.millrace.bench;

import com.amazonaws.services.lambda.runtime.events.KinesisAnalyticsInputPreprocessingResponse;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import io.millrace.bench.handler.IdentityPojo;
import io.millrace.bench.handler.IdentityStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The limit of a transformation: its function's own work, JSON read and written, on one core of this process, and
/// nothing between it and the records.
final class InProcess {
    private static final long WARM_UP_NANOS = 2_000_000_000L;
    private static final long NANOS = 3_000_000_000L;

    private InProcess() {}

    /// A handler with its serialization.
    @FunctionalInterface
    interface Handler {
        void handle(byte[] event) throws IOException;
    }

    static Handler stream() {
        IdentityStream handler = new IdentityStream();
        return event -> handler.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream(), null);
    }

    /// As Lambda's Java runtime calls it.
    static Handler pojo() {
        ClassLoader loader = InProcess.class.getClassLoader();
        PojoSerializer<KinesisFirehoseEvent> in =
                LambdaEventSerializers.serializerFor(KinesisFirehoseEvent.class, loader);
        PojoSerializer<KinesisAnalyticsInputPreprocessingResponse> out =
                LambdaEventSerializers.serializerFor(KinesisAnalyticsInputPreprocessingResponse.class, loader);
        IdentityPojo handler = new IdentityPojo();
        return event -> out.toJson(
                handler.handleRequest(in.fromJson(new ByteArrayInputStream(event)), null), new ByteArrayOutputStream());
    }

    /// Records that it takes in a second.
    static double perSecond(Handler handler, int records, int recordBytes) throws IOException {
        byte[] event = event(records, recordBytes);
        run(handler, event, WARM_UP_NANOS);
        return run(handler, event, NANOS) * records;
    }

    /// Calls a second.
    private static double run(Handler handler, byte[] event, long nanos) throws IOException {
        long begun = System.nanoTime();
        long calls = 0;
        while (System.nanoTime() - begun < nanos) {
            handler.handle(event);
            calls++;
        }
        return calls / ((System.nanoTime() - begun) / 1e9);
    }

    private static byte[] event(int records, int recordBytes) {
        String data = Base64.getEncoder().encodeToString(Workload.click(recordBytes));
        StringBuilder event = new StringBuilder("{\"invocationId\":\"4d4b6b9a-0d1c-4c93-9d1a-1f0f4f5d6a7b\","
                + "\"deliveryStreamArn\":\"arn:aws:firehose:us-east-1:000000000000:deliverystream/clicks\","
                + "\"region\":\"us-east-1\",\"records\":[");
        for (int i = 0; i < records; i++) {
            event.append(i == 0 ? "" : ",")
                    .append("{\"recordId\":\"")
                    .append(1_000_000 + i)
                    .append(".0")
                    .append("\",\"approximateArrivalTimestamp\":1764000000000,\"data\":\"")
                    .append(data)
                    .append("\"}");
        }
        return event.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
