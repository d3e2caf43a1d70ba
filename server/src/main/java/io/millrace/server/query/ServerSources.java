package io.millrace.server.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.server.deploy.client.GlueCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a running server on this machine has: its Glue for tables, an operator's page for files.
public final class ServerSources implements QuerySources {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GlueCalls glue;
    private final Pages pages;

    /// Reads a page of the server's.
    @FunctionalInterface
    public interface Pages {
        /// @param path with its query
        InputStream read(String path) throws IOException, InterruptedException;
    }

    public ServerSources(GlueCalls glue, Pages pages) {
        this.glue = glue;
        this.pages = pages;
    }

    @Override
    public List<String> databases() throws IOException, InterruptedException {
        return glue.databases();
    }

    @Override
    public Optional<JsonNode> table(String database, String name) throws IOException, InterruptedException {
        return glue.table(database, name);
    }

    @Override
    public List<QueryFile> files(String bucket, String prefix) throws IOException, InterruptedException {
        List<QueryFile> files = new ArrayList<>();
        boolean ended = false;
        String path = "/_millrace/files?bucket=" + encoded(bucket) + "&prefix=" + encoded(prefix);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(pages.read(path), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode one = JSON.readTree(line);
                ended = one.path("end").asBoolean();
                if (!ended) {
                    files.add(new QueryFile(
                            one.path("key").asText(),
                            one.path("bytes").asLong(),
                            one.path("file").asText()));
                }
            }
        }
        if (!ended) {
            throw new IOException("The listing of s3://" + bucket + "/" + prefix + " broke off: try again");
        }
        requireHere(files);
        return files;
    }

    private static void requireHere(List<QueryFile> files) throws IOException {
        if (!files.isEmpty()
                && !Files.isRegularFile(Path.of(files.getFirst().file()))
                && !Files.isRegularFile(Path.of(files.getLast().file()))) {
            throw new IOException("The server's files are not on this machine, or may not be read by this user: "
                    + files.getFirst().file());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
