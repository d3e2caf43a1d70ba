package io.millrace.server.aws.glue;

import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.limit.Bound;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.glue.GlueDatabase;
import io.millrace.core.resource.glue.GluePartition;
import io.millrace.core.resource.glue.GlueTable;
import io.millrace.core.resource.glue.GlueTableVersion;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/// What the Data Catalog holds, in the order of names, so that a page of a table's partitions is found among very many
/// without looking at the others. Follows the catalog; read by any thread.
final class GlueIndex implements CatalogListener {
    private final Kind<GlueDatabase> databases = new Kind<>(GlueDatabase.class, TableLimit.GLUE_DATABASES);
    private final Kind<GlueTable> tables = new Kind<>(GlueTable.class, TableLimit.GLUE_TABLES);
    private final Kind<GlueTableVersion> versions = new Kind<>(GlueTableVersion.class, TableLimit.GLUE_TABLE_VERSIONS);
    private final Kind<GluePartition> partitions = new Kind<>(GluePartition.class, TableLimit.GLUE_PARTITIONS);
    private final Map<Class<?>, Kind<?>> kinds = Map.of(
            GlueDatabase.class, databases,
            GlueTable.class, tables,
            GlueTableVersion.class, versions,
            GluePartition.class, partitions);

    /// All of one kind.
    static final class Kind<R extends Resource> {
        private static final char AFTER = '\uffff';

        private final Class<R> type;
        private final Bound most;
        private final NavigableMap<String, R> byName = new ConcurrentSkipListMap<>();
        private final AtomicLong size = new AtomicLong();

        Kind(Class<R> type, Bound most) {
            this.type = type;
            this.most = most;
        }

        /// Those whose names begin so, by region and name; a view.
        NavigableMap<String, R> within(String region, String prefix) {
            String from = region + '\n' + prefix;
            return byName.subMap(from, true, from + AFTER, false);
        }

        boolean hasRoomFor(int more) {
            return size.get() + more <= most.value();
        }

        Bound most() {
            return most;
        }

        private void put(Resource resource) {
            if (type.isInstance(resource) && byName.put(key(resource.id()), type.cast(resource)) == null) {
                size.incrementAndGet();
            }
        }

        private void removed(Resource resource) {
            if (type.isInstance(resource) && byName.remove(key(resource.id())) != null) {
                size.decrementAndGet();
            }
        }
    }

    Kind<GlueDatabase> databases() {
        return databases;
    }

    Kind<GlueTable> tables() {
        return tables;
    }

    Kind<GlueTableVersion> versions() {
        return versions;
    }

    Kind<GluePartition> partitions() {
        return partitions;
    }

    @Override
    public void put(Resource resource) {
        Kind<?> kind = kinds.get(resource.getClass());
        if (kind != null) {
            kind.put(resource);
        }
    }

    @Override
    public void removed(Resource resource) {
        Kind<?> kind = kinds.get(resource.getClass());
        if (kind != null) {
            kind.removed(resource);
        }
    }

    static String key(ResourceId id) {
        return id.region() + '\n' + id.name();
    }
}
