package io.millrace.core.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Every resource there is: a map kept as a stream of the log and replayed from it at start. Appending a change and
/// applying it is the only
/// way that the map changes.
///
/// Reads may come from any thread and never block. Changes block until durable, one after the other; never call them on
/// an event loop.
/// When most of the stream is overwritten history, opening writes the present state behind it and trims what lies
/// before.
public final class Catalog {
    /// The stream that holds it.
    public static final String STREAM = "catalog";

    private static final int COMPACT_FROM_RECORDS = 1_000;
    private static final long COMPACT_FROM_BYTES = 16 << 20;
    private static final int COMPACT_AT_RATIO = 4;

    private final EventLog log;
    private final Map<ResourceId, Resource> resources = new ConcurrentHashMap<>();
    private final List<CatalogListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock changing = new ReentrantLock();

    private Catalog(EventLog log) {
        this.log = log;
    }

    /// Replays the catalog of a log.
    public static Catalog open(EventLog log) {
        Catalog catalog = new Catalog(log);
        catalog.replay();
        return catalog;
    }

    public <R extends Resource> Optional<R> find(Class<R> kind, ResourceId id) {
        return Optional.ofNullable(resources.get(id)).map(kind::cast);
    }

    /// All resources of a kind, in order of region and name.
    public <R extends Resource> List<R> list(Class<R> kind) {
        return resources.values().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(Comparator.comparing((R r) -> r.id().region()).thenComparing(r -> r.id().name()))
                .toList();
    }

    /// Adds a resource.
    ///
    /// @param inUseCode AWS's name of the error when there is one of this id already
    public void create(Resource resource, String inUseCode) {
        changing(() -> {
            if (resources.containsKey(resource.id())) {
                throw new RequestException(inUseCode, resource.id() + " already exists");
            }
            write(resource);
        });
    }

    /// Replaces a resource by what the change makes of it; no other change comes between.
    ///
    /// @throws RequestException `ResourceNotFoundException` when there is none, or whatever the change throws
    public <R extends Resource> void update(Class<R> kind, ResourceId id, UnaryOperator<R> change) {
        changing(() -> write(
                change.apply(find(kind, id).orElseThrow(() -> RequestException.notFound(id + " does not exist")))));
    }

    /// Removes a resource; does nothing when there is none.
    public void remove(ResourceId id) {
        changing(() -> {
            Resource present = resources.get(id);
            if (present != null) {
                append(List.of(CatalogEntry.removed(id)));
                resources.remove(id);
                listeners.forEach(listener -> listener.removed(present));
            }
        });
    }

    /// Makes several changes as one: after a crash all of them are there, or none; no other change comes between.
    ///
    /// @param plan looks at the catalog as it is and says what to change, or throws
    public void apply(Supplier<Changes> plan) {
        changing(() -> {
            Changes changes = plan.get();
            List<Resource> gone = changes.removed().stream()
                    .map(resources::get)
                    .filter(Objects::nonNull)
                    .toList();
            List<ObjectNode> entries = new ArrayList<>();
            changes.put().forEach(resource -> entries.add(CatalogEntry.put(resource)));
            gone.forEach(resource -> entries.add(CatalogEntry.removed(resource.id())));
            if (entries.isEmpty()) {
                return;
            }
            append(entries);
            changes.put().forEach(this::show);
            gone.forEach(resource -> {
                resources.remove(resource.id());
                listeners.forEach(listener -> listener.removed(resource));
            });
        });
    }

    /// Tells a listener of every resource there is, and from now on of every change, in order.
    public void listen(CatalogListener listener) {
        changing(() -> {
            listeners.add(listener);
            resources.values().forEach(listener::put);
        });
    }

    private void changing(Runnable change) {
        changing.lock();
        try {
            change.run();
        } finally {
            changing.unlock();
        }
    }

    private void write(Resource resource) {
        append(List.of(CatalogEntry.put(resource)));
        show(resource);
    }

    private void show(Resource resource) {
        resources.put(resource.id(), resource);
        listeners.forEach(listener -> listener.put(resource));
    }

    private void append(List<ObjectNode> entries) {
        List<byte[]> records = new ArrayList<>();
        for (ObjectNode entry : entries) {
            byte[] record = entry.toString().getBytes(StandardCharsets.UTF_8);
            if (record.length > Limit.CATALOG_RESOURCE_BYTES.value()) {
                throw new RequestException(
                        "LimitExceededException",
                        "A resource may take at most "
                                + Limit.CATALOG_RESOURCE_BYTES.value() + " bytes in the catalog, this one takes "
                                + record.length);
            }
            records.add(record);
        }
        append(log, records);
    }

    static void append(EventLog log, List<byte[]> records) {
        try {
            log.append(STREAM, records).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UnavailableException cause
                    ? cause
                    : new IllegalStateException("The catalog could not be written", e.getCause());
        }
    }

    private void replay() {
        long first = log.extent(STREAM).firstOffset();
        long end = log.extent(STREAM).endOffset();
        CatalogReplay replay = new CatalogReplay();
        try (LogReader reader = log.viewer(STREAM, first)) {
            while (reader.position() < end) {
                reader.poll(Limit.DELIVERY_POLL_RECORDS.intValue(), Limit.DELIVERY_POLL_BYTES.value(), Duration.ZERO)
                        .forEach(replay::apply);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the catalog was read", e);
        }
        resources.putAll(replay.resources());
        if (isMostlyHistory(replay)) {
            CatalogSnapshot.write(log, resources.values());
            log.trim(STREAM, end);
        }
    }

    private static boolean isMostlyHistory(CatalogReplay replay) {
        boolean records = replay.records() > COMPACT_FROM_RECORDS
                && replay.records()
                        > COMPACT_AT_RATIO * (long) replay.resources().size();
        boolean bytes =
                replay.bytes() > COMPACT_FROM_BYTES && replay.bytes() > COMPACT_AT_RATIO * replay.presentBytes();
        return records || bytes;
    }
}
