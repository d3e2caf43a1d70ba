package io.millrace.core.delivery.redrive;

import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/// A stream's error objects in the order of their keys, a page of the listing at a time.
final class ErrorObjects implements Iterator<StoredObject>, AutoCloseable {
    private final ObjectStore store;
    private final String bucket;
    private final ErrorKeys keys;
    private final Predicate<StoredObject> wanted;
    private final Deque<StoredObject> page = new ArrayDeque<>();
    private Optional<String> next = Optional.of("");

    /// @param wanted asked of each once it was listed
    ErrorObjects(ObjectStore store, String bucket, ErrorKeys keys, Predicate<StoredObject> wanted) {
        this.store = store;
        this.bucket = bucket;
        this.keys = keys;
        this.wanted = wanted;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && next.isPresent()) {
            ObjectStore.Listing listing =
                    store.list(bucket, keys.beginning(), "", next.get(), Limit.S3_LIST_KEYS.intValue());
            listing.objects().stream()
                    .filter(object -> keys.type(object.key()).isPresent())
                    .filter(wanted)
                    .forEach(page::add);
            next = listing.next();
        }
        return !page.isEmpty();
    }

    @Override
    public StoredObject next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }

    @Override
    public void close() {
        page.clear();
    }
}
