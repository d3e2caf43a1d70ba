package io.millrace.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// What every [ObjectStore] does. An implementation's test extends this and gives an empty store, the same one after
/// each call of [#reopened].
public abstract class ObjectStoreContract {
    protected static final String BUCKET = "clicks";
    private static final ObjectHeaders HEADERS =
            new ObjectHeaders("text/plain", Map.of("x-amz-meta-a", "1", "cache-control", "no-store"), Optional.empty());

    /// The store under test.
    protected abstract ObjectStore store();

    /// The same store, opened anew.
    protected abstract ObjectStore reopened();

    @Test
    void anObjectComesBackWithItsHeadersAlsoAfterReopening() {
        store().createBucket(BUCKET);
        StoredObject put = put("a/b.txt", "hello", HEADERS);
        assertThat(put.etag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(put.bytes()).isEqualTo(5);
        assertThat(store().head(BUCKET, "a/b.txt")).contains(put);
        assertThat(reopened().head(BUCKET, "a/b.txt")).contains(put);
        assertThat(read("a/b.txt")).contains("hello");
        assertThat(put.headers()).isEqualTo(HEADERS);
    }

    @Test
    void nothingIsSeenBeforeTheCommitNorAfterAClose() {
        store().createBucket(BUCKET);
        try (ObjectWriter writer = store().writer(BUCKET, "k", HEADERS)) {
            writer.write(new byte[200_000]);
            assertThat(store().head(BUCKET, "k")).isEmpty();
        }
        assertThat(keys("", "")).isEmpty();
        store().deleteBucket(BUCKET);
    }

    @Test
    void puttingAgainReplacesAndAnOpenReaderKeepsItsVersion() throws IOException {
        store().createBucket(BUCKET);
        put("k", "old", HEADERS);
        ObjectStore.Opened old = store().open(BUCKET, "k", 0, Long.MAX_VALUE).orElseThrow();
        put("k", "newer", ObjectHeaders.NONE);
        try (old) {
            assertThat(new String(old.content().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("old");
            assertThat(old.object().headers()).isEqualTo(HEADERS);
        }
        assertThat(read("k")).contains("newer");
        assertThat(keys("", "")).containsExactly("k");
    }

    @Test
    void aRangeIsReadFromItsOffset() throws IOException {
        store().createBucket(BUCKET);
        put("k", "0123456789", HEADERS);
        try (ObjectStore.Opened part = store().open(BUCKET, "k", 3, 4).orElseThrow()) {
            assertThat(new String(part.content().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("3456");
        }
    }

    @Test
    void aHeaderKnownOnlyAtTheEndIsKeptAndAGivenEtagStands() {
        store().createBucket(BUCKET);
        try (ObjectWriter writer =
                store().writer(BUCKET, "k", new ObjectHeaders("a/b", Map.of(), Optional.of("abc-2")))) {
            writer.write("x".getBytes(StandardCharsets.UTF_8));
            writer.keep("x-amz-checksum-crc32", "AAAA");
            assertThat(writer.commit().etag()).isEqualTo("abc-2");
        }
        StoredObject object = store().head(BUCKET, "k").orElseThrow();
        assertThat(object.etag()).isEqualTo("abc-2");
        assertThat(object.headers().kept()).containsEntry("x-amz-checksum-crc32", "AAAA");
    }

    @Test
    void conditionsAreTestedAtTheCommit() {
        store().createBucket(BUCKET);
        ObjectWriter.Condition absent = new ObjectWriter.Condition(true, Optional.empty());
        StoredObject first = put("k", "1", HEADERS, absent);
        assertThatThrownBy(() -> put("k", "2", HEADERS, absent))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("PreconditionFailed"));
        put("k", "3", HEADERS, new ObjectWriter.Condition(false, Optional.of(first.etag())));
        assertThatThrownBy(() -> put("k", "4", HEADERS, new ObjectWriter.Condition(false, Optional.of(first.etag()))))
                .isInstanceOf(RequestException.class);
        assertThat(read("k")).contains("3");
    }

    @Test
    void deletingSaysWhetherThereWasOne() {
        store().createBucket(BUCKET);
        put("a/b/c", "1", HEADERS);
        assertThat(store().delete(BUCKET, "a/b/c")).isTrue();
        assertThat(store().delete(BUCKET, "a/b/c")).isFalse();
        assertThat(store().open(BUCKET, "a/b/c", 0, 1)).isEmpty();
        store().deleteBucket(BUCKET);
        store().deleteBucket(BUCKET);
    }

    @Test
    void aBucketThatIsMissingOrNotEmptyIsNamed() {
        assertThatThrownBy(() -> store().head(BUCKET, "k"))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("NoSuchBucket"));
        store().createBucket(BUCKET);
        store().createBucket(BUCKET);
        put("a/b", "1", HEADERS);
        assertThatThrownBy(() -> store().deleteBucket(BUCKET))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("BucketNotEmpty"));
    }

    @Test
    void listingFoldsAndPages() {
        store().createBucket(BUCKET);
        for (String key : List.of("a", "a!b", "a/", "a/b", "a/c/d", "a0", "b/x", "b/y", "c")) {
            put(key, key, HEADERS);
        }
        assertThat(keys("", "")).containsExactly("a", "a!b", "a/", "a/b", "a/c/d", "a0", "b/x", "b/y", "c");
        assertThat(keys("", "/")).containsExactly("a", "a!b", "a/", "a0", "b/", "c");
        assertThat(keys("a/", "/")).containsExactly("a/", "a/b", "a/c/");
        assertThat(keys("a", "/")).containsExactly("a", "a!b", "a/", "a0");
        assertThat(keys("", "b")).containsExactly("a", "a!b", "a/", "a/b", "a/c/d", "a0", "b", "c");
        assertThat(store().list(BUCKET, "", "/", "a/", 10).commonPrefixes()).containsExactly("b/");
        assertThat(store().list(BUCKET, "", "", "b/x", 10).objects())
                .extracting(StoredObject::key)
                .containsExactly("b/y", "c");
        assertThat(store().list(BUCKET, "", "", "", 9).next()).isEmpty();
        assertThat(store().list(BUCKET, "", "", "", 8).next()).contains("b/y");
    }

    /// Guarantees 1 and 3, under keys that share their paths.
    @Test
    void manyWritersReadersAndDeletersSeeOnlyWholeObjects() throws InterruptedException, ExecutionException {
        store().createBucket(BUCKET);
        List<String> keys = List.of("a", "a/b", "a/b/c", "d/e/f", "d/e/g");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                RandomGenerator random = new SplittableRandom(thread);
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 150; i++) {
                        anyOperation(keys.get(random.nextInt(keys.size())), random);
                    }
                }));
            }
            for (Future<?> done : running) {
                done.get();
            }
        }
        assertThat(keys("", "")).isSorted().doesNotHaveDuplicates();
        keys.forEach(key -> store().delete(BUCKET, key));
        store().deleteBucket(BUCKET);
    }

    private void anyOperation(String key, RandomGenerator random) {
        switch (random.nextInt(4)) {
            case 0 -> store().delete(BUCKET, key);
            case 1 -> keys("", "/");
            case 2 -> {
                String content = Long.toString(random.nextLong(1_000), 10);
                put(key, content, new ObjectHeaders("a/b", Map.of("x-amz-meta-is", content), Optional.empty()));
            }
            default -> store().open(BUCKET, key, 0, Long.MAX_VALUE).ifPresent(ObjectStoreContract::checkWhole);
        }
    }

    private static void checkWhole(ObjectStore.Opened opened) {
        try (opened) {
            String content = new String(opened.content().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(opened.object().headers().kept()).containsEntry("x-amz-meta-is", content);
            assertThat(opened.object().bytes()).isEqualTo(content.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Guarantee 4.
    @Property(tries = 60)
    void anyKeyIsStoredListedInOrderAndReadBack(@ForAll("keySets") List<String> keys) {
        store().createBucket(BUCKET);
        // What a try that failed has left.
        keys("", "").forEach(key -> store().delete(BUCKET, key));
        Map<String, String> expected = new TreeMap<>(KeyOrder.INSTANCE);
        for (int i = 0; i < keys.size(); i++) {
            put(keys.get(i), "content " + i, HEADERS);
            expected.put(keys.get(i), "content " + i);
        }
        assertThat(keys("", "")).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, content) -> assertThat(read(key)).contains(content));
        expected.keySet().forEach(key -> assertThat(store().delete(BUCKET, key)).isTrue());
        store().deleteBucket(BUCKET);
    }

    @Provide
    Arbitrary<List<String>> keySets() {
        Arbitrary<String> hostile = Arbitraries.of(
                        "",
                        ".",
                        "..",
                        "a",
                        "b",
                        "%",
                        "%2F",
                        "%2f",
                        "%_",
                        "%+",
                        "%meta",
                        "a.",
                        " ",
                        "CON",
                        "\u0000",
                        "\uFFFD",
                        "\uE000",
                        "\uD83D\uDE00",
                        "é",
                        "a".repeat(300),
                        "é".repeat(300),
                        "\n",
                        "\\",
                        "*")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(segments -> String.join("/", segments));
        Arbitrary<String> joined = Arbitraries.of("/", "a", "a/", "/a", "..", "%", "é", "!", "0")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        Arbitrary<String> any = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(400);
        return Arbitraries.oneOf(hostile, joined, any)
                .map(key -> new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .filter(key ->
                        !key.isEmpty() && key.getBytes(StandardCharsets.UTF_8).length <= Limit.S3_KEY_BYTES.value())
                .list()
                .ofMaxSize(8);
    }

    protected final StoredObject put(String key, String content, ObjectHeaders headers) {
        return put(key, content, headers, ObjectWriter.Condition.NONE);
    }

    private StoredObject put(String key, String content, ObjectHeaders headers, ObjectWriter.Condition condition) {
        try (ObjectWriter writer = store().writer(BUCKET, key, headers)) {
            writer.write(content.getBytes(StandardCharsets.UTF_8));
            return writer.commit(condition);
        }
    }

    protected final Optional<String> read(String key) {
        return store().open(BUCKET, key, 0, Long.MAX_VALUE).map(opened -> {
            try (opened) {
                return new String(opened.content().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Every key and common prefix, gathered by pages of two.
    protected final List<String> keys(String prefix, String delimiter) {
        List<String> all = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            ObjectStore.Listing page = store().list(BUCKET, prefix, delimiter, after.get(), 2);
            List<String> both = new ArrayList<>(page.commonPrefixes());
            page.objects().forEach(object -> both.add(object.key()));
            both.sort(KeyOrder.INSTANCE);
            all.addAll(both);
            after = page.next();
        }
        return all;
    }
}
