package io.millrace.server.aws.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.RequestException;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Signed requests as bytes on a socket: what the listener makes of headers and paths is still what was signed.
class SigV4WireTest {
    private static final Authenticator JSON = new SigV4(
                    Credentials.parse(
                            "credentials",
                            List.of(
                                    "[suite]",
                                    "aws_access_key_id = AKIDEXAMPLE",
                                    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")),
                    InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z")))
            .json();

    private final HttpListener listener = HttpListener.start(
            "127.0.0.1",
            0,
            exchange -> exchange.withBody(
                    100,
                    body -> {
                        try {
                            exchange.send(Response.of(
                                    200,
                                    "text/plain",
                                    JSON.verify(exchange, body).service()));
                        } catch (RequestException e) {
                            exchange.send(Response.of(403, "text/plain", e.getMessage()));
                        }
                    },
                    () -> {}));

    @AfterEach
    void close() {
        listener.close();
    }

    private String answer(String head, String signedHeaders, String signature) throws IOException {
        String request = head + "\r\nHost:example.amazonaws.com\r\nX-Amz-Date:20150830T123600Z\r\nConnection: close\r\n"
                + "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=" + signedHeaders + ", Signature=" + signature + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    @Test
    void aPathWithDotSegmentsIsTaken() throws IOException {
        assertThat(answer(
                        "GET /./example HTTP/1.1",
                        "host;x-amz-date",
                        "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"))
                .isEqualTo("service");
    }

    @Test
    void repeatedHeadersAreTakenInOrder() throws IOException {
        assertThat(answer(
                        "GET / HTTP/1.1\r\nMy-Header1:value4\r\nMy-Header1:value1\r\nMy-Header1:value3\r\n"
                                + "My-Header1:value2",
                        "host;my-header1;x-amz-date",
                        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"))
                .isEqualTo("service");
    }

    @Test
    void utf8InThePathIsTaken() throws IOException {
        assertThat(answer(
                        "GET /\u1234 HTTP/1.1",
                        "host;x-amz-date",
                        "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"))
                .isEqualTo("service");
    }

    @Test
    void theHostOfHttp2IsTheOneThatWasSigned() throws IOException, InterruptedException {
        TestRequest signed = Signer.sign(
                TestRequest.of("GET", "/", "Host", "127.0.0.1:" + listener.port(), "X-Amz-Date", "20150830T123600Z"),
                new byte[0],
                new Signer.Key("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                "service");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/"))
                .header("X-Amz-Date", signed.header("X-Amz-Date"))
                .header("Authorization", signed.header("Authorization"))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            // The first request asks for the upgrade; the second is HTTP/2 from its first byte.
            HttpResponse<String> first = client.send(request, HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> second = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(first.body()).isEqualTo("service");
            assertThat(second.body()).isEqualTo("service");
            assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }

    @Test
    void aWrongSignatureIsRefused() throws IOException {
        assertThat(answer("GET / HTTP/1.1", "host;x-amz-date", "0".repeat(64)))
                .startsWith("The request signature we calculated does not match");
    }
}
