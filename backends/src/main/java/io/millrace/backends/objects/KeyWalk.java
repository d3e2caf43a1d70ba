package io.millrace.backends.objects;

import io.millrace.core.store.KeyOrder;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One page of a listing: a walk through the folders of a bucket in key order that leaves out what cannot be on it. At
/// each depth at most a page of entries is in memory.
final class KeyWalk {
    /// Gives an object of the bucket, empty when it is gone meanwhile.
    interface Source {
        Optional<StoredObject> head(String key) throws IOException;
    }

    private final String prefix;
    private final String delimiter;
    private final String startAfter;
    private final int maxKeys;
    private final Source source;
    private final List<StoredObject> objects = new ArrayList<>();
    private final List<String> commonPrefixes = new ArrayList<>();
    private String last = "";
    private Optional<String> folded = Optional.empty();
    private boolean full;

    KeyWalk(String prefix, String delimiter, String startAfter, int maxKeys, Source source) {
        this.prefix = prefix;
        this.delimiter = delimiter;
        this.startAfter = startAfter;
        this.maxKeys = maxKeys;
        this.source = source;
    }

    /// Walks from the deepest folder that all keys of the prefix share.
    ObjectStore.Listing page(BucketFiles files) throws IOException {
        String shared = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        Path folder = files.data();
        List<String> names = KeyNames.path(shared);
        for (String name : names.subList(0, names.size() - 1)) {
            folder = folder.resolve(name);
        }
        if (maxKeys > 0) {
            walk(new Level(folder, shared));
        }
        return new ObjectStore.Listing(objects, commonPrefixes, full ? Optional.of(last) : Optional.empty());
    }

    private void walk(Level level) throws IOException {
        Optional<String> done = Optional.empty();
        int batchMax = maxKeys + 1;
        int count = batchMax;
        while (count == batchMax && !full) {
            List<Level.Entry> batch = level.first(new Ahead(done), batchMax);
            for (Level.Entry entry : batch) {
                if (full) {
                    return;
                }
                if (!isFolded(entry.key()) && !done.equals(Optional.of(entry.key()))) {
                    visit(entry);
                }
                done = Optional.of(entry.key());
            }
            count = batch.size();
        }
    }

    private void visit(Level.Entry entry) throws IOException {
        if (entry.folder()) {
            walk(new Level(entry.path(), entry.key()));
        } else {
            visitKey(entry.key());
        }
    }

    private void visitKey(String key) throws IOException {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        if (at >= 0) {
            fold(key.substring(0, at + delimiter.length()));
        } else if (objects.size() + commonPrefixes.size() == maxKeys) {
            full = true;
        } else {
            source.head(key).ifPresent(object -> {
                objects.add(object);
                last = key;
            });
        }
    }

    private void fold(String common) {
        folded = Optional.of(common);
        if (common.equals(startAfter)) {
            return;
        }
        if (objects.size() + commonPrefixes.size() == maxKeys) {
            full = true;
        } else {
            commonPrefixes.add(common);
            last = common;
        }
    }

    private boolean isFolded(String key) {
        return folded.isPresent() && key.startsWith(folded.get());
    }

    /// What lies ahead of the walk in one folder, of which the entries up to `done` were visited.
    private final class Ahead implements Level.Wanted {
        private final Optional<String> done;

        Ahead(Optional<String> done) {
            this.done = done;
        }

        @Override
        public boolean file(String key) {
            return key.startsWith(prefix) && isBehind(key, startAfter) && isUndone(key);
        }

        @Override
        public boolean folder(String beginning) {
            return (beginning.startsWith(prefix) || prefix.startsWith(beginning))
                    && (isBehind(beginning, startAfter) || startAfter.startsWith(beginning))
                    && isUndone(beginning);
        }

        private boolean isUndone(String key) {
            return (done.isEmpty() || isBehind(key, done.get())) && !isFolded(key);
        }

        private static boolean isBehind(String key, String other) {
            return KeyOrder.INSTANCE.compare(key, other) > 0;
        }
    }
}
