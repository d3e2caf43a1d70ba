package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Making a bucket and a delivery stream, putting lines, and reading back what was delivered.
final class Streams {
    private Streams() {}

    static void bucket(MillraceProcess server, String bucket) {
        HttpResponse<String> answer = server.send(HttpRequest.newBuilder(URI.create(server.url() + "/" + bucket))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /// @param more further members of the destination, each beginning with a comma
    static void stream(MillraceProcess server, String stream, String bucket, String more) {
        HttpResponse<String> answer =
                server.call("Firehose_20150804.CreateDeliveryStream", """
                {"DeliveryStreamName":"%s","ExtendedS3DestinationConfiguration":{
                 "RoleARN":"arn:aws:iam::000000000000:role/test","BucketARN":"arn:aws:s3:::%s"%s}}""".formatted(stream, bucket, more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /// Puts lines as one batch.
    static HttpResponse<String> put(MillraceProcess server, String stream, List<String> lines) {
        return server.call("Firehose_20150804.PutRecordBatch", batch(stream, lines));
    }

    static String batch(String stream, List<String> lines) {
        return lines.stream()
                .map(line -> "{\"Data\":\"" + base64(line + "\n") + "\"}")
                .collect(Collectors.joining(",", "{\"DeliveryStreamName\":\"" + stream + "\",\"Records\":[", "]}"));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Every line of every object of a bucket, as a person would read them: from the files.
    static List<String> delivered(MillraceProcess server, String bucket) {
        Path folder = server.data().resolve("objects").resolve(bucket);
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return lines;
    }

    /// Waits, up to 20 s, until exactly these lines are there, in any order.
    static void awaitDelivered(MillraceProcess server, String bucket, List<String> lines) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (delivered(server, bucket).size() < lines.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(delivered(server, bucket)).containsExactlyInAnyOrderElementsOf(lines);
    }
}
