package io.millrace.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /_millrace/redrive` as a client of HTTP sees it.
@Timeout(60)
class RedrivesTest {
    private static final String PAGE = "/_millrace/redrive";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private RedriveTestServer server;

    @BeforeEach
    void open() {
        server = new RedriveTestServer(folder);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void progressIsToldInLinesAndTheLastSaysThatItIsDone() throws Exception {
        server.redriving(progress -> {
            progress.accept(new RedriveProgress(2, 300, 0, 0, 0, 0));
            progress.accept(new RedriveProgress(2, 300, 1, 100, 7, 1));
            return new RedriveProgress(2, 300, 2, 300, 7, 1);
        });
        HttpResponse<String> answer = post("?stream=clicks");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.body()).isEqualTo("""
                {"objects":2,"bytes":300,"objectsDone":0,"bytesDone":0,"records":0,"objectsSkipped":0}
                {"objects":2,"bytes":300,"objectsDone":1,"bytesDone":100,"records":7,"objectsSkipped":1}
                {"objects":2,"bytes":300,"objectsDone":2,"bytesDone":300,"records":7,"objectsSkipped":1,"done":true}
                """);
    }

    @Test
    void progressIsToldAsItComes() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        server.redriving(progress -> {
            progress.accept(new RedriveProgress(1, 2, 0, 0, 0, 0));
            await(seen);
            return RedriveProgress.NOTHING;
        });
        HttpResponse<InputStream> answer = client.send(request("?stream=clicks").build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).contains("\"bytes\":2");
            seen.countDown();
            assertThat(lines.readLine()).contains("\"done\":true");
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void whatEndsItIsTheLastLine() throws Exception {
        server.redriving(progress -> {
            progress.accept(RedriveProgress.NOTHING);
            throw new UnavailableException("The store \"is\" away");
        });
        assertThat(post("?stream=clicks").body().lines()).hasSize(2).last().isEqualTo("""
                        {"error":"The store \\"is\\" away"}""");
        server.redriving(progress -> {
            throw new RequestException("ResourceInUseException", "being redriven already");
        });
        assertThat(post("?stream=clicks").body()).isEqualTo("{\"error\":\"being redriven already\"}\n");
    }

    @Test
    void afterABugTheAnswerEndsUndoneAndTheServerGoesOn() throws Exception {
        server.redriving(progress -> {
            progress.accept(RedriveProgress.NOTHING);
            throw new IllegalStateException("a bug");
        });
        assertThat(post("?stream=clicks").body()).doesNotContain("done\":true").doesNotContain("a bug");
        server.redriving(progress -> RedriveProgress.NOTHING);
        assertThat(post("?stream=clicks").body()).contains("\"done\":true");
    }

    @Test
    void whoLeavesEndsIt() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        server.redriving(progress -> {
            try {
                for (long i = 0; i < 10_000_000; i++) {
                    progress.accept(RedriveProgress.NOTHING);
                }
                return RedriveProgress.NOTHING;
            } catch (RuntimeException e) {
                ended.countDown();
                throw e;
            }
        });
        HttpResponse<InputStream> answer = client.send(request("?stream=clicks").build(), BodyHandlers.ofInputStream());
        answer.body().close();
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        server.redriving(progress -> RedriveProgress.NOTHING);
        assertThat(post("?stream=clicks").body()).contains("\"done\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "?stream=clicks, eu-west-1/clicks",
        "?stream=clicks&region=, eu-west-1/clicks",
        "?stream=clicks&region=us-east-1, us-east-1/clicks",
        "?region=us-east-1&stream=%63licks, us-east-1/clicks"
    })
    void theStreamIsThatOfTheQuery(String query, String redriven) throws Exception {
        assertThat(post(query).statusCode()).isEqualTo(200);
        assertThat(server.redriven()).containsExactly(redriven);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?stream=", "?stream=other", "?stream=clicks&region=ap-south-1", "?Stream=clicks"})
    void aStreamThatIsNotThereIs404(String query) throws Exception {
        HttpResponse<String> answer = post(query);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("No delivery stream '").contains("millrace status");
        assertThat(server.redriven()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD"})
    void anotherMethodIs405(String method) throws Exception {
        HttpResponse<String> answer =
                send(request("?stream=clicks").method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST");
        assertThat(server.redriven()).isEmpty();
    }

    @Test
    void otherPagesAreNotPosted() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(server.url() + "/_millrace/status"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void whatAPageOfAnotherSiteCanSendIs415(String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + PAGE + "?stream=clicks"))
                .POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> answer = send(type.isEmpty() ? request : request.header("Content-Type", type));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).isEqualTo("Send Content-Type: application/json\n");
        assertThat(server.redriven()).isEmpty();
    }

    private HttpResponse<String> post(String query) throws IOException, InterruptedException {
        return send(request(query));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(server.url() + PAGE + query))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
