package io.millrace.core.delivery;

import io.millrace.core.format.RowWriter;
import io.millrace.core.format.Rows;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectWriter;
import java.util.Map;
import java.util.Optional;

/// An object of rows under way. Owned by one thread.
final class OpenRows implements OpenObject {
    private final ObjectWriter writer;
    private final RowWriter rows;
    private long bytes;
    private long records;

    OpenRows(ObjectStore store, Target target, Conversion conversion) {
        ObjectHeaders headers =
                new ObjectHeaders(ObjectHeaders.OCTET_STREAM, Map.of(), Optional.of(target.entityTag()));
        writer = store.writer(target.bucket(), target.key(), headers);
        rows = conversion.open(writer);
    }

    /// Adds the rows of one record.
    ///
    /// @param recordBytes its size
    void add(Rows added, int recordBytes) {
        for (int i = 0; i < added.size(); i++) {
            rows.add(added.get(i));
        }
        bytes += recordBytes;
        records++;
    }

    /// What waits in memory.
    long heldBytes() {
        return rows.heldBytes();
    }

    /// Writes what waits in memory.
    void endGroup() {
        rows.endGroup();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public void commit() {
        rows.finish();
        writer.commit();
    }

    @Override
    public void release() {
        rows.close();
        writer.close();
    }
}
