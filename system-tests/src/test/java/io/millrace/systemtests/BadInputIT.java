package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is wrong is answered as AWS answers it, harms nothing, and is never a fault of the program's.
class BadInputIT {
    private static final String PUT = "Firehose_20150804.PutRecord";
    private static final String CREATE = "Firehose_20150804.CreateDeliveryStream";
    private static final String CREATE_BODY = """
            {"DeliveryStreamName":"bad","ExtendedS3DestinationConfiguration":{"RoleARN":"arn:aws:iam::000000000000:role/r",
            "BucketARN":"arn:aws:s3:::bad","Prefix":"a/","BufferingHints":{"SizeInMBs":1,"IntervalInSeconds":60},
            "CompressionFormat":"GZIP","CustomTimeZone":"Europe/Berlin"},"Tags":[{"Key":"a","Value":"b"}]}""";

    @TempDir
    static Path folder;

    private static MillraceProcess server;

    @BeforeAll
    static void start() {
        server = new MillraceProcess(folder.resolve("data")).start();
        Streams.bucket(server, "good");
        Streams.stream(server, "good", "good", ",\"BufferingHints\":{\"SizeInMBs\":1,\"IntervalInSeconds\":0}");
    }

    @AfterAll
    static void isStillWell() {
        assertThat(Streams.put(server, "good", List.of("fine")).statusCode()).isEqualTo(200);
        assertThat(server.stop()).isZero();
    }

    @Test
    void callsThatAreWrongAreRefusedByName() {
        refused(PUT, "{", "SerializationException");
        refused(PUT, "{\"DeliveryStreamName\":\"none\",\"Record\":{\"Data\":\"aGk=\"}}", "ResourceNotFoundException");
        refused(PUT, "{\"DeliveryStreamName\":\"good\",\"Record\":{\"Data\":\"*\"}}", "SerializationException");
        refused(PUT, "{\"DeliveryStreamName\":\"good\",\"Record\":{\"Data\":7}}", "SerializationException");
        refused(PUT, "{\"DeliveryStreamName\":\"\\ud800\",\"Record\":{\"Data\":\"\"}}", "ValidationException");
        refused("Firehose_20150804.Nothing", "{}", "UnknownOperationException");
        refused("Nothing", "{}", "UnknownOperationException");
        refused(CREATE, "[1]", "SerializationException");
        refused(CREATE, "{}", "ValidationException");
        refused(CREATE, CREATE_BODY.replace("\"a/\"", "\"!{timestamp:YYY\""), "InvalidArgumentException");
        refused(CREATE, CREATE_BODY.replace("\"SizeInMBs\":1", "\"SizeInMBs\":129"), "InvalidArgumentException");
        refused(CREATE, CREATE_BODY.replace("\"GZIP\"", "\"LZ4\""), "InvalidArgumentException");
        refused(CREATE, CREATE_BODY.replace("\"Tags\"", "\"Tegs\""), "InvalidArgumentException");
        refused(CREATE, "[".repeat(100_000), "SerializationException");
        refused("Firehose_20150804.StartDeliveryStreamEncryption", "{}", "InvalidArgumentException");
    }

    @Test
    void aPrefixIsRefusedWithThePlaceWhereItIsWrong() {
        HttpResponse<String> answer = server.call(CREATE, CREATE_BODY.replace("\"a/\"", "\"logs/!{timestamp:YYY\""));
        assertThat(answer.body()).contains("has no closing brace (position 6)");
    }

    @Test
    void bodiesThatAreTooLargeAreRefused() {
        HttpResponse<String> answer = server.call(PUT, "x".repeat((10 << 20) + 1));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("RequestEntityTooLargeException");
    }

    /// A seeded fuzz over the wire: right bodies with bytes changed, dropped, doubled.
    @Test
    void mutatedCallsAreAnsweredButNeverAsAFault() {
        long seed = Long.getLong("millrace.seed", 20_261_121);
        Random random = new Random(seed);
        String put = Streams.batch("good", List.of("one", "two"));
        for (int i = 0; i < 2_000; i++) {
            boolean create = random.nextBoolean();
            String body = mutate(create ? CREATE_BODY.replace("\"bad\"", "\"bad" + i + "\"") : put, random);
            String target = create ? CREATE : "Firehose_20150804.PutRecordBatch";
            int status = server.call(target, body).statusCode();
            assertThat(status).as("seed %s, round %s: %s", seed, i, body).isIn(200, 400);
        }
    }

    @Test
    void requestsThatBreakOffOrAreNotHttpDisturbNobody() throws Exception {
        for (String request : List.of(
                "POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: " + PUT + "\r\nContent-Length: 500\r\n\r\n{\"Deli",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "PUT /good/k HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nhalf",
                "\0\1\2\3",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(server.get("/_millrace/health").statusCode()).isEqualTo(200);
        assertThat(server.get("/good/k").statusCode()).isEqualTo(404);
    }

    private static String mutate(String body, Random random) {
        StringBuilder mutated = new StringBuilder(body);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutated.deleteCharAt(at);
                case 2 -> mutated.insert(at, mutated.charAt(at));
                default -> mutated.insert(at, "\"{}[]:,\\".charAt(random.nextInt(8)));
            }
        }
        return mutated.toString();
    }

    private static void refused(String target, String body, String code) {
        HttpResponse<String> answer = server.call(target, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"__type\":\"" + code + "\"");
    }
}
