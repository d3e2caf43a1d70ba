package io.millrace.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectFiles;
import io.millrace.core.store.ObjectFiles.ObjectFile;
import io.millrace.core.store.ObjectFiles.Page;
import io.millrace.server.http.HttpListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FilesPageTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpListener listener;

    @AfterEach
    void close() {
        client.close();
        listener.close();
    }

    @Test
    void allPagesAreOneListingWithAnEnd() throws Exception {
        serve((bucket, prefix, startAfter) -> {
            assertThat(bucket).isEqualTo("my clicks");
            assertThat(prefix).isEqualTo("a/é");
            return startAfter.isEmpty()
                    ? new Page(List.of(file("a/é\"1", 5)), Optional.of("a/é\"1"))
                    : new Page(List.of(file(startAfter + "2", 0)), Optional.empty());
        });

        HttpResponse<String> answer =
                get("?bucket=my%20clicks&prefix=a%2F%C3%A9").join();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.body().lines())
                .containsExactly(
                        "{\"key\":\"a/é\\\"1\",\"bytes\":5,\"file\":\"/data/5\"}",
                        "{\"key\":\"a/é\\\"12\",\"bytes\":0,\"file\":\"/data/0\"}",
                        "{\"end\":true}");
    }

    @Test
    void aBucketThatIsNotThereIsNotFoundAndOneThatGoesAwayEndsTheListingEarly() throws Exception {
        serve((bucket, prefix, startAfter) -> {
            if (bucket.equals("none") || !startAfter.isEmpty()) {
                throw new RequestException("NoSuchBucket", "The specified bucket does not exist");
            }
            return new Page(List.of(file("a", 1)), Optional.of("a"));
        });

        HttpResponse<String> missing = get("?bucket=none").join();
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("The specified bucket does not exist\n");
        assertThat(get("?bucket=going").join().body()).contains("\"key\":\"a\"").doesNotContain("end");
    }

    @Test
    void oneListingTooManyIsTurnedAwayAndRoomIsGivenBack() throws Exception {
        int most = Limit.QUERY_LISTINGS.intValue();
        CountDownLatch inside = new CountDownLatch(most);
        Semaphore open = new Semaphore(0);
        serve((bucket, prefix, startAfter) -> {
            inside.countDown();
            open.acquireUninterruptibly();
            return new Page(List.of(), Optional.empty());
        });
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            asked.add(get("?bucket=clicks"));
        }
        inside.await();

        HttpResponse<String> turnedAway = get("?bucket=clicks").join();
        assertThat(turnedAway.statusCode()).isEqualTo(503);
        assertThat(turnedAway.body()).contains(Integer.toString(most));
        open.release(most + 1);
        for (CompletableFuture<HttpResponse<String>> answer : asked) {
            assertThat(answer.join().body()).isEqualTo("{\"end\":true}\n");
        }
        assertThat(get("?bucket=clicks").join().statusCode()).isEqualTo(200);
    }

    private static ObjectFile file(String key, long bytes) {
        return new ObjectFile(key, bytes, Path.of("/data/" + bytes));
    }

    private void serve(ObjectFiles files) {
        FilesPage page = new FilesPage(files);
        listener = HttpListener.start("127.0.0.1", 0, page::handle);
    }

    private CompletableFuture<HttpResponse<String>> get(String query) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/" + query))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
