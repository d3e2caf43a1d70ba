package io.millrace.core.store;

import io.millrace.core.fault.RequestException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Objects in memory. It remembers whether a key ever got another content than before ([#rewrites]). What a test may
/// set: what happens around each call that does I/O.
public final class MemoryObjectStore implements ObjectStore {
    private static final Comparator<String> UTF8_ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private final Map<String, NavigableMap<String, Content>> buckets = new HashMap<>();
    private final List<String> rewrites = new ArrayList<>();
    private Around calls = (call, effect) -> effect.run();

    /// Runs the effect of a call, or does something else.
    @FunctionalInterface
    public interface Around {
        void run(String call, Runnable effect);
    }

    private record Content(StoredObject object, byte[] bytes) {}

    public void aroundCalls(Around around) {
        calls = around;
    }

    /// Keys that were committed again with other bytes than before.
    public synchronized List<String> rewrites() {
        return List.copyOf(rewrites);
    }

    /// All objects of a bucket by key.
    public synchronized Map<String, byte[]> contents(String bucket) {
        Map<String, byte[]> contents = new TreeMap<>(UTF8_ORDER);
        bucket(bucket).forEach((key, content) -> contents.put(key, content.bytes()));
        return contents;
    }

    @Override
    public synchronized void createBucket(String bucket) {
        buckets.putIfAbsent(bucket, new TreeMap<>(UTF8_ORDER));
    }

    @Override
    public synchronized void deleteBucket(String bucket) {
        if (buckets.containsKey(bucket) && !bucket(bucket).isEmpty()) {
            throw new RequestException("BucketNotEmpty", bucket);
        }
        buckets.remove(bucket);
    }

    @Override
    public synchronized ObjectWriter writer(String bucket, String key, ObjectHeaders headers) {
        bucket(bucket);
        calls.run("writer", () -> {});
        return new MemoryWriter(bucket, key, headers);
    }

    @Override
    public synchronized Optional<StoredObject> head(String bucket, String key) {
        return Optional.ofNullable(bucket(bucket).get(key)).map(Content::object);
    }

    @Override
    public synchronized Optional<Opened> open(String bucket, String key, long offset, long length) {
        return Optional.ofNullable(bucket(bucket).get(key)).map(content -> {
            int from = (int) Math.min(offset, content.bytes().length);
            int count = (int) Math.min(length, content.bytes().length - from);
            return new Opened(content.object(), new ByteArrayInputStream(content.bytes(), from, count));
        });
    }

    @Override
    public synchronized boolean delete(String bucket, String key) {
        return bucket(bucket).remove(key) != null;
    }

    @Override
    public synchronized Listing list(String bucket, String prefix, String delimiter, String startAfter, int maxKeys) {
        List<StoredObject> found = bucket(bucket).tailMap(startAfter, false).values().stream()
                .map(Content::object)
                .filter(object -> object.key().startsWith(prefix))
                .toList();
        if (!delimiter.isEmpty()) {
            throw new UnsupportedOperationException("delivery does not list");
        }
        List<StoredObject> page = found.subList(0, Math.min(maxKeys, found.size()));
        return new Listing(
                page,
                List.of(),
                page.size() < found.size() ? Optional.of(page.getLast().key()) : Optional.empty());
    }

    private NavigableMap<String, Content> bucket(String name) {
        NavigableMap<String, Content> bucket = buckets.get(name);
        if (bucket == null) {
            throw new RequestException("NoSuchBucket", "The specified bucket does not exist: " + name);
        }
        return bucket;
    }

    private synchronized StoredObject put(String bucket, String key, byte[] bytes, ObjectHeaders headers) {
        StoredObject object = new StoredObject(key, bytes.length, md5(bytes), Instant.EPOCH, headers);
        Content before = bucket(bucket).put(key, new Content(object, bytes));
        if (before != null && !Arrays.equals(before.bytes(), bytes)) {
            rewrites.add(key);
        }
        return object;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class MemoryWriter implements ObjectWriter {
        private final String bucket;
        private final String key;
        private final ObjectHeaders headers;
        private final Map<String, String> kept;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private MemoryWriter(String bucket, String key, ObjectHeaders headers) {
            this.bucket = bucket;
            this.key = key;
            this.headers = headers;
            this.kept = new HashMap<>(headers.kept());
        }

        @Override
        public void write(byte[] data, int offset, int length) {
            calls.run("write", () -> bytes.write(data, offset, length));
        }

        @Override
        public void keep(String name, String value) {
            kept.put(name, value);
        }

        @Override
        public StoredObject commit() {
            return commit(Condition.NONE);
        }

        @Override
        public StoredObject commit(Condition condition) {
            ObjectHeaders all = new ObjectHeaders(headers.contentType(), kept, headers.etag());
            calls.run("commit", () -> put(bucket, key, bytes.toByteArray(), all));
            return head(bucket, key).orElseThrow();
        }

        @Override
        public void close() {}
    }
}
