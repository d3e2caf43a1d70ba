package io.millrace.server.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Tables in a map and buckets as folders.
final class FolderSources implements QuerySources {
    private final Path folder;
    private final TreeMap<String, JsonNode> tables = new TreeMap<>();

    FolderSources(Path folder) {
        this.folder = folder;
    }

    /// @param name `database.table`
    /// @param json with apostrophes for quotes; its location is `s3://b/TABLE/`
    void table(String name, String serde, String json) throws IOException {
        ObjectNode table = (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
        int dot = name.indexOf('.');
        table.put("DatabaseName", name.substring(0, dot)).put("Name", name.substring(dot + 1));
        ObjectNode storage = table.withObject("/StorageDescriptor");
        storage.put("Location", "s3://b/" + name.substring(dot + 1));
        storage.withObject("/SerdeInfo").put("SerializationLibrary", serde);
        tables.put(name, table);
    }

    Path put(String key, String text) throws IOException {
        return put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    Path put(String key, byte[] content) throws IOException {
        Path file = folder.resolve(key);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    @Override
    public List<String> databases() {
        TreeSet<String> names = new TreeSet<>();
        tables.keySet().forEach(name -> names.add(name.substring(0, name.indexOf('.'))));
        return List.copyOf(names);
    }

    @Override
    public Optional<JsonNode> table(String database, String name) {
        return Optional.ofNullable(tables.get(database + "." + name));
    }

    @Override
    public List<QueryFile> files(String bucket, String prefix) throws IOException {
        List<QueryFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String key = folder.relativize(file).toString();
                if (key.startsWith(prefix)) {
                    files.add(new QueryFile(key, Files.size(file), file.toString()));
                }
            }
        }
        return files;
    }
}
