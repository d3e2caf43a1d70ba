package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// REST APIs as their users have them: made by the aws command line, called by curl, and by a page of another origin in
/// a
/// browser.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GatewayIT {
    private static final Path CLIENTS = MillraceProcess.root().resolve("system-tests/src/test/clients");
    private static final Pattern ID = Pattern.compile("\"id\":\"([a-z0-9]+)\"");

    @TempDir
    static Path folder;

    private static MillraceProcess server;

    @BeforeAll
    static void start() {
        server = new MillraceProcess(folder.resolve("data")).start();
    }

    @AfterAll
    static void stop() {
        assertThat(server.stop()).isZero();
    }

    private static void stream(String name) {
        Streams.bucket(server, name);
        Streams.stream(server, name, name, ",\"BufferingHints\":{\"SizeInMBs\":1,\"IntervalInSeconds\":0}");
    }

    @Test
    void theCommandLineMakesApisThatCurlCalls() throws Exception {
        ClientPrograms.skipWithout(List.of("sh", "-c", "aws --version && curl --version"));
        stream("command-line");
        Path document = Files.copy(CLIENTS.resolve("clicks.yaml"), folder.resolve("clicks.yaml"));
        Path output = folder.resolve("gateway.out");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        CLIENTS.resolve("gateway.sh").toString(),
                        "aws",
                        server.url(),
                        document.toString(),
                        "command-line")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
        builder.environment().put("AWS_PAGER", "");
        Process script = builder.start();

        assertThat(script.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(script.exitValue()).as(Files.readString(output)).isZero();
        String delivered = awaitClicks("command-line", 4);
        for (String click : List.of("imported", "by name", "by host", "in pieces")) {
            assertThat(delivered).containsOnlyOnce("{\"click\":\"" + click + "\"}");
        }
    }

    @Test
    void aPageOfAnotherOriginSendsClicksByFetchAndByBeacon() throws Exception {
        ClientPrograms.skipWithout(List.of("sh", "-c", "chromium --version"));
        stream("browser");
        String url = "http://" + api("browser") + ".execute-api.localhost:" + server.port() + "/dev/clicks";
        CompletableFuture<String> done = new CompletableFuture<>();
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> page(exchange, url, done));
        site.start();
        Process browser = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "http://127.0.0.1:" + site.getAddress().getPort() + "/")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.out").toFile())
                .start();
        try {
            assertThat(done.get(2, TimeUnit.MINUTES)).isEqualTo("/done?fetch=200,OK&beacon=true");
            String delivered = awaitClicks("browser", 2);
            assertThat(delivered).containsOnlyOnce("{\"click\":\"fetch\"}").containsOnlyOnce("{\"click\":\"beacon\"}");
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly().waitFor();
            site.stop(0);
        }
    }

    private static void page(HttpExchange exchange, String url, CompletableFuture<String> done) throws IOException {
        String target = exchange.getRequestURI().toString();
        if (target.startsWith("/done")) {
            done.complete(target);
        }
        byte[] page = """
                <!doctype html><title>shop</title><script>
                (async () => {
                  let said;
                  try {
                    const answer = await fetch("%1$s", {method: "PUT", headers: {"Content-Type": "application/json"},
                      body: JSON.stringify({click: "fetch"})});
                    said = answer.status + "," + (await answer.json()).status;
                  } catch (e) {
                    said = encodeURIComponent(e);
                  }
                  const sent = navigator.sendBeacon("%1$s", JSON.stringify({click: "beacon"}));
                  await fetch("/done?fetch=" + said + "&beacon=" + sent);
                })();
                </script>""".formatted(url).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    /// Imports the document of clicks and deploys it.
    private static String api(String stream) throws IOException {
        Matcher id = ID.matcher(post("/restapis?mode=import", Files.readString(CLIENTS.resolve("clicks.yaml"))));
        assertThat(id.find()).isTrue();
        post(
                "/restapis/" + id.group(1) + "/deployments",
                "{\"stageName\":\"dev\",\"variables\":{\"stream\":\"" + stream + "\"}}");
        return id.group(1);
    }

    private static String post(String target, String body) {
        HttpResponse<String> answer = server.send(HttpRequest.newBuilder(URI.create(server.url() + target))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body();
    }

    /// All that was delivered, when so many clicks are there.
    private static String awaitClicks(String bucket, int clicks) {
        assertThat(Poll.until(() -> text(bucket).split("\"click\"", -1).length > clicks))
                .as(() -> text(bucket))
                .isTrue();
        return text(bucket);
    }

    private static String text(String bucket) {
        return String.join("\n", Streams.delivered(server, bucket));
    }
}
