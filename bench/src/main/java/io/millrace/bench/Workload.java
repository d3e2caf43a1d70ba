package io.millrace.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;

/// What the load consists of: clicks of a fixed size as JSON lines, and the stream that takes them.
final class Workload {
    static final String BUCKET = "bench";
    static final String STREAM = "clicks";

    private Workload() {}

    /// One click of so many bytes, newline included.
    static byte[] click(int bytes) {
        String head = "{\"userId\":\"guest\",\"mysfitId\":\"b41ff031-141e-4a8d-bb56-158a22bea0b3\",\"path\":\"";
        return (head + "x".repeat(bytes - head.length() - 3) + "\"}\n").getBytes(StandardCharsets.US_ASCII);
    }

    static Wrk.Request putRecord(int bytes) {
        return putRecord(click(bytes));
    }

    static Wrk.Request putRecord(byte[] data) {
        String base64 = Base64.getEncoder().encodeToString(data);
        return Wrk.Request.action(
                "Firehose_20150804.PutRecord",
                "{\"DeliveryStreamName\":\"" + STREAM + "\",\"Record\":{\"Data\":\"" + base64 + "\"}}");
    }

    static Wrk.Request putRecordBatch(int records, int bytes) {
        String record = "{\"Data\":\"" + base64(bytes) + "\"}";
        return Wrk.Request.action(
                "Firehose_20150804.PutRecordBatch",
                "{\"DeliveryStreamName\":\"" + STREAM + "\",\"Records\":["
                        + String.join(",", Collections.nCopies(records, record)) + "]}");
    }

    /// Makes the bucket and the stream.
    static void prepare(String url, int bufferMegabytes, int bufferSeconds) throws Exception {
        prepare(url, bufferMegabytes, bufferSeconds, Optional.empty());
    }

    /// Makes the bucket and the stream.
    ///
    /// @param function that its records go through
    static void prepare(String url, int bufferMegabytes, int bufferSeconds, Optional<String> function)
            throws Exception {
        send(HttpRequest.newBuilder(URI.create(url + "/" + BUCKET))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
        String body = """
                {"DeliveryStreamName":"%s","ExtendedS3DestinationConfiguration":{
                 "RoleARN":"arn:aws:iam::000000000000:role/bench","BucketARN":"arn:aws:s3:::%s",
                 %s"BufferingHints":{"SizeInMBs":%d,"IntervalInSeconds":%d}}}""".formatted(
                        STREAM, BUCKET, function.map(Workload::processing).orElse(""), bufferMegabytes, bufferSeconds);
        send(HttpRequest.newBuilder(URI.create(url + "/"))
                .header("X-Amz-Target", "Firehose_20150804.CreateDeliveryStream")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static String processing(String function) {
        return """
                "ProcessingConfiguration":{"Enabled":true,"Processors":[{"Type":"Lambda","Parameters":[
                 {"ParameterName":"LambdaArn",
                  "ParameterValue":"arn:aws:lambda:us-east-1:000000000000:function:%s"}]}]},
                """.formatted(function);
    }

    static String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    /// The answer to JSON that is posted.
    static String post(String url, String json) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private static String send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        }
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(click(bytes));
    }
}
