package io.millrace.backends.objects;

import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/// The locks of a store, striped so that their number stays fixed. Always taken in this order: key, then folders.
final class Locks {
    private static final int STRIPES = 256;

    private final ReentrantLock[] keys =
            IntStream.range(0, STRIPES).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);
    private final ReentrantReadWriteLock[] folders = IntStream.range(0, STRIPES)
            .mapToObj(i -> new ReentrantReadWriteLock())
            .toArray(ReentrantReadWriteLock[]::new);

    /// One change of a key at a time: conditions are tested and commits made under it.
    ReentrantLock key(BucketFiles.Place place) {
        return keys[Math.floorMod(place.sidecar().hashCode(), STRIPES)];
    }

    /// Shared while files come and go in folders that stay; exclusive while folders do.
    ReentrantReadWriteLock folders(BucketFiles bucket) {
        return folders[Math.floorMod(bucket.hashCode(), STRIPES)];
    }
}
