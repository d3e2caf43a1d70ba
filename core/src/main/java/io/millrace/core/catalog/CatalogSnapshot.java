package io.millrace.core.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Writes all that there is behind the catalog's history, in as many appends as it takes. Nothing else may be written
/// in
/// between. Until its last record is durable it counts for nothing, see [CatalogReplay].
final class CatalogSnapshot {
    private final EventLog log;
    private final List<byte[]> waiting = new ArrayList<>();
    private long waitingBytes;

    private CatalogSnapshot(EventLog log) {
        this.log = log;
    }

    static void write(EventLog log, Collection<Resource> resources) {
        CatalogSnapshot snapshot = new CatalogSnapshot(log);
        snapshot.add(CatalogEntry.snapshotBegins());
        resources.forEach(resource -> snapshot.add(CatalogEntry.inSnapshot(resource)));
        snapshot.add(CatalogEntry.snapshotEnds());
        snapshot.flush();
    }

    private void add(ObjectNode entry) {
        byte[] record = entry.toString().getBytes(StandardCharsets.UTF_8);
        if (waitingBytes + record.length > Limit.LOG_APPEND_BYTES.value()) {
            flush();
        }
        waiting.add(record);
        waitingBytes += record.length;
    }

    private void flush() {
        Catalog.append(log, List.copyOf(waiting));
        waiting.clear();
        waitingBytes = 0;
    }
}
