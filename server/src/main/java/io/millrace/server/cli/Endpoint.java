package io.millrace.server.cli;

import io.millrace.server.deploy.client.QuickClient;
import io.millrace.server.terminal.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Option;

/// The running server that a command talks to.
final class Endpoint {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            defaultValue = "${env:MILLRACE_ENDPOINT:-http://127.0.0.1:4566}",
            description = "The running server. Default: MILLRACE_ENDPOINT, else http://127.0.0.1:4566")
    URI url;

    /// The whole text of a page.
    String text(String path) throws IOException, InterruptedException {
        try (InputStream body = stream(path)) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A page as it comes.
    ///
    /// @throws IOException with a message for the user when there is no server or it refuses
    InputStream stream(String path) throws IOException, InterruptedException {
        return send(path, HttpRequest.newBuilder(uri(path)).build());
    }

    /// Has the server do something, and gives what it says of it as it comes.
    ///
    /// @throws IOException with a message for the user when there is no server or it refuses
    InputStream post(String path) throws IOException, InterruptedException {
        return send(
                path,
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    /// A text as it may stand in a query.
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private URI uri(String path) {
        return URI.create(url.toString().replaceFirst("/+$", "") + path);
    }

    private InputStream send(String path, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IOException(
                    "No server answers at " + url + ": start one with 'millrace start', or name it with --endpoint", e);
        }
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                String why = new String(body.readNBytes(1_000), StandardCharsets.UTF_8).strip();
                throw new IOException(url + path + " answered " + response.statusCode()
                        + (why.isEmpty() ? "" : ": " + TerminalText.safe(why)));
            }
        }
        return response.body();
    }

    /// Made only when it is asked for: every command has one of these, and a client costs a good part of a start.
    private HttpClient client() {
        return QuickClient.to(url, CONNECT_PATIENCE);
    }
}
