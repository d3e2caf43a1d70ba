package io.millrace.backends.objects;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.store.ObjectHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of an object beside its bytes, as JSON in a file of its own. It is written before the data file takes
/// its place, so it may speak of two versions, the coming one and the present one; the one that the data file is
/// counts.
///
/// @param key the object's
/// @param entries at most two
record Sidecar(String key, List<Entry> entries) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param version which data file it speaks of
    /// @param etag entity tag without quotes
    record Entry(Version version, String etag, ObjectHeaders headers) {}

    /// The entry that speaks of a version.
    Optional<Entry> of(Version version) {
        return entries.stream().filter(entry -> entry.version().equals(version)).findFirst();
    }

    /// Reads a sidecar; one that is missing, of another key or not readable speaks of nothing.
    static Sidecar read(Path file, String key) throws IOException {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            if (json.path("key").asText().equals(key)) {
                return new Sidecar(
                        key,
                        json.path("versions").valueStream().map(Sidecar::entry).toList());
            }
        } catch (NoSuchFileException | JacksonException e) {
            // Then the object is served as a file that a person put there.
        }
        return new Sidecar(key, List.of());
    }

    private static Entry entry(JsonNode json) {
        Map<String, String> kept = new LinkedHashMap<>();
        json.path("kept")
                .properties()
                .forEach(header -> kept.put(header.getKey(), header.getValue().asText()));
        String etag = json.path("etag").asText();
        return new Entry(
                new Version(
                        json.path("bytes").asLong(), json.path("modifiedNanos").asLong()),
                etag,
                new ObjectHeaders(
                        json.path("contentType").asText(),
                        kept,
                        json.path("ownEtag").asBoolean() ? Optional.of(etag) : Optional.empty()));
    }

    byte[] json() throws IOException {
        ObjectNode json = JSON.createObjectNode().put("key", key);
        ArrayNode versions = json.putArray("versions");
        for (Entry entry : entries) {
            ObjectNode kept = JSON.createObjectNode();
            entry.headers().kept().forEach(kept::put);
            versions.addObject()
                    .put("bytes", entry.version().bytes())
                    .put("modifiedNanos", entry.version().modifiedNanos())
                    .put("modified", entry.version().modified().toString())
                    .put("etag", entry.etag())
                    .put("ownEtag", entry.headers().etag().isPresent())
                    .put("contentType", entry.headers().contentType())
                    .set("kept", kept);
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }
}
