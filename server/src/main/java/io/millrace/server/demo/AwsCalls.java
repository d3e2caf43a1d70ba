package io.millrace.server.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.server.deploy.client.QuickClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The few calls that the demo and the training run make, over HTTP as any client would make them, to a server on
/// this machine that asks for no signature.
public final class AwsCalls implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    private final String url;
    private final HttpClient client;

    public AwsCalls(int port) {
        this.url = "http://127.0.0.1:" + port;
        this.client = QuickClient.to(URI.create(url), CONNECT_PATIENCE);
    }

    public String url() {
        return url;
    }

    public void createBucket(String bucket) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(url + "/" + bucket)).PUT(BodyPublishers.noBody()));
    }

    /// Makes a delivery stream that delivers to a bucket under a prefix of its own name.
    ///
    /// @param intervalSeconds how long it gathers records for one object, unless they are 1 MiB before
    public void createDeliveryStream(String stream, String bucket, int intervalSeconds)
            throws IOException, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("DeliveryStreamName", stream);
        ObjectNode destination = request.putObject("ExtendedS3DestinationConfiguration")
                .put("RoleARN", "arn:aws:iam::" + Arn.ACCOUNT + ":role/millrace")
                .put("BucketARN", Arn.bucket(bucket))
                .put("Prefix", stream + "/");
        destination.putObject("BufferingHints").put("SizeInMBs", 1).put("IntervalInSeconds", intervalSeconds);
        firehose("CreateDeliveryStream", request);
    }

    public void putRecord(String stream, String record) throws IOException, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("DeliveryStreamName", stream);
        request.putObject("Record").put("Data", record.getBytes(StandardCharsets.UTF_8));
        firehose("PutRecord", request);
    }

    public String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    /// Puts JSON to an address.
    void put(URI address, String json) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    /// The content of an object, as it comes.
    InputStream open(String path) throws IOException, InterruptedException {
        return checked(client.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    private String firehose(String operation, ObjectNode request) throws IOException, InterruptedException {
        BodyPublisher body = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request));
        return send(HttpRequest.newBuilder(URI.create(url + "/"))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Firehose_20150804." + operation)
                .POST(body));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (InputStream body = checked(client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream checked(HttpResponse<InputStream> response) throws IOException {
        if (response.statusCode() / 100 == 2) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            throw new IOException(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + ": " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
