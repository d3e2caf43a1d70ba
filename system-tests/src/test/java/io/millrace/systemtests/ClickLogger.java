package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The REST API of `examples/clicklogger` as an application calls it.
final class ClickLogger implements AutoCloseable {
    static final Path EXAMPLE = MillraceProcess.root().resolve("examples/clicklogger");
    static final String TOKEN = "ALLOW=ORDERAPP";
    static final int BURST = 50;
    static final int RATE = 100;

    private static final int CALLERS = 4;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final URI url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ClickLogger(String url) {
        this.url = URI.create(url);
    }

    static String click(int number) {
        return """
                {"requestid":"request-%d","contextid":"context-%d","callerid":"caller-%d","component":"cart",\
                "action":"%s","type":"webpage"}""".formatted(number, number % 10, number % 7, number % 4 == 0 ? "add" : "view");
    }

    /// @param token null for none
    HttpResponse<String> post(String token, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Posts clicks, several at a time, each until it is taken: who is told that it asks too often waits and asks
    /// again.
    void postAll(int clicks) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        together(CALLERS, () -> {
            for (int number = next.getAndIncrement(); number < clicks; number = next.getAndIncrement()) {
                HttpResponse<String> answer = post(TOKEN, click(number));
                while (answer.statusCode() == 429) {
                    LockSupport.parkNanos(SECOND / 10);
                    answer = post(TOKEN, click(number));
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains("\"requestid\":\"request-" + number + "\"", "\"recordid\":\"");
            }
            return null;
        });
    }

    /// Calls as often as it can for a second, with a body that is refused once it is let in.
    ///
    /// @return what was answered to those that were called and answered within that second
    List<HttpResponse<String>> burst() throws InterruptedException {
        // A second without calls fills the bucket.
        LockSupport.parkNanos(SECOND);
        long end = System.nanoTime() + SECOND;
        List<HttpResponse<String>> answers = new ArrayList<>();
        together(4 * CALLERS, () -> {
            while (System.nanoTime() < end) {
                HttpResponse<String> answer = post(TOKEN, "{}");
                if (System.nanoTime() < end) {
                    synchronized (answers) {
                        answers.add(answer);
                    }
                }
            }
            return null;
        });
        return answers;
    }

    private static void together(int callers, Callable<Void> calls) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                all.add(calls);
            }
            for (Future<Void> caller : threads.invokeAll(all)) {
                try {
                    caller.get();
                } catch (ExecutionException e) {
                    throw new AssertionError(e.getCause());
                }
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
