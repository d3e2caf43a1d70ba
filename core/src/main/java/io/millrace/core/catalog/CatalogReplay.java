package io.millrace.core.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Makes the catalog again from its records, in order. A snapshot takes the place of what came before it once its last
/// record was seen: one that a crash broke off changes nothing.
final class CatalogReplay {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Map<ResourceId, Kept> present = new HashMap<>();
    private Map<ResourceId, Kept> snapshot = new HashMap<>();
    private long records;
    private long bytes;

    /// A resource, and what its record took.
    private record Kept(Resource resource, int bytes) {}

    void apply(LogRecord record) {
        ObjectNode entry;
        try {
            entry = (ObjectNode) JSON.readTree(record.data());
        } catch (IOException e) {
            throw new IllegalStateException("Catalog record " + record.offset() + " cannot be read", e);
        }
        int size = record.data().length;
        records++;
        bytes += size;
        switch (CatalogEntry.of(entry)) {
            case CatalogEntry.Put put -> keep(present, put.resource(), size);
            case CatalogEntry.Removed removed -> present.remove(removed.id());
            case CatalogEntry.SnapshotBegins begins -> snapshot = new HashMap<>();
            case CatalogEntry.InSnapshot in -> keep(snapshot, in.resource(), size);
            case CatalogEntry.SnapshotEnds ends -> become(snapshot);
            case CatalogEntry.Cleared cleared -> become(new HashMap<>());
        }
    }

    private static void keep(Map<ResourceId, Kept> map, Resource resource, int size) {
        map.put(resource.id(), new Kept(resource, size));
    }

    private void become(Map<ResourceId, Kept> state) {
        present = state;
        snapshot = new HashMap<>();
        records = state.size();
        bytes = presentBytes();
    }

    Map<ResourceId, Resource> resources() {
        Map<ResourceId, Resource> resources = new HashMap<>();
        present.forEach((id, kept) -> resources.put(id, kept.resource()));
        return resources;
    }

    /// Records of the history, and of the snapshot that it begins with.
    long records() {
        return records;
    }

    /// Bytes of these.
    long bytes() {
        return bytes;
    }

    /// Bytes of the records that say what there is now.
    long presentBytes() {
        return present.values().stream().mapToLong(Kept::bytes).sum();
    }
}
