package io.millrace.server.aws.firehose;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.ingest.Ingest;
import io.millrace.core.log.Appended;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/// PutRecord and PutRecordBatch: on the event loop, acknowledged once the log holds the records durably. A batch is
/// appended as one: there are no partial failures.
///
/// A RecordId is the stream's own part of its log's name and the record's offset, so it is unique and finds the record
/// again.
final class PutOperations {
    private final Catalog catalog;
    private final Ingest ingest;

    PutOperations(Catalog catalog, Ingest ingest) {
        this.catalog = catalog;
        this.ingest = ingest;
    }

    CompletionStage<byte[]> putRecord(String region, byte[] body) {
        PutRequest request = PutDecoder.one(body);
        String logStream = logStream(region, request);
        return ingest.accept(logStream, request.records()).thenApply(appended -> recordAnswer(logStream, appended));
    }

    CompletionStage<byte[]> putRecordBatch(String region, byte[] body) {
        PutRequest request = PutDecoder.batch(body);
        String logStream = logStream(region, request);
        return ingest.accept(logStream, request.records()).thenApply(appended -> batchAnswer(logStream, appended));
    }

    private String logStream(String region, PutRequest request) {
        return catalog.find(DeliveryStream.class, DeliveryStream.id(region, request.stream()))
                .orElseThrow(() -> StreamOperations.unknown(request.stream()))
                .logStream();
    }

    private static byte[] recordAnswer(String logStream, Appended appended) {
        StringBuilder json = new StringBuilder(128).append("{\"RecordId\":\"");
        recordId(json, logStream, appended.firstOffset());
        return ascii(json.append("\",\"Encrypted\":false}"));
    }

    private static byte[] batchAnswer(String logStream, Appended appended) {
        StringBuilder json = new StringBuilder(64 + 64 * appended.count());
        json.append("{\"FailedPutCount\":0,\"Encrypted\":false,\"RequestResponses\":[");
        for (int i = 0; i < appended.count(); i++) {
            json.append(i == 0 ? "{\"RecordId\":\"" : ",{\"RecordId\":\"");
            recordId(json, logStream, appended.firstOffset() + i);
            json.append("\"}");
        }
        return ascii(json.append("]}"));
    }

    private static void recordId(StringBuilder json, String logStream, long offset) {
        json.append(logStream, logStream.lastIndexOf('.') + 1, logStream.length())
                .append('-');
        String digits = Long.toString(offset);
        json.repeat('0', 19 - digits.length()).append(digits);
    }

    private static byte[] ascii(StringBuilder json) {
        return json.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
