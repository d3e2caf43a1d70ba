package io.millrace.backends.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectStoreContract;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalObjectsTest extends ObjectStoreContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00.123456789Z"));

    private final Path root = temporaryFolder();
    private ObjectStore store = new LocalObjects(root, CLOCK);

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("objects");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    @AfterProperty
    void remove() throws IOException {
        Folders.removeAll(root);
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected ObjectStore reopened() {
        store = new LocalObjects(root, CLOCK);
        return store;
    }

    @Test
    void anObjectIsAFileOfItsOwnName() throws IOException {
        store.createBucket(BUCKET);
        put("2026/01/01/clicks-1.json", "{}", ObjectHeaders.NONE);
        put("a", "leaf", ObjectHeaders.NONE);
        put("a/b", "below", ObjectHeaders.NONE);
        Path bucket = root.resolve("objects").resolve(BUCKET);
        assertThat(bucket.resolve("2026/01/01/clicks-1.json")).hasContent("{}");
        assertThat(bucket.resolve("a%2F")).hasContent("leaf");
        assertThat(bucket.resolve("a/b")).hasContent("below");
        store.delete(BUCKET, "2026/01/01/clicks-1.json");
        assertThat(bucket.resolve("2026")).doesNotExist();
    }

    @Test
    void aFileThatAPersonPutsThereOrEditsIsAnObject() throws IOException {
        store.createBucket(BUCKET);
        StoredObject put = put("k", "ours", new ObjectHeaders("text/plain", Map.of(), Optional.empty()));
        Path bucket = root.resolve("objects").resolve(BUCKET);
        Files.createDirectories(bucket.resolve("in"));
        Files.writeString(bucket.resolve("in/dropped"), "hello");
        Files.writeString(bucket.resolve("k"), "hello");
        assertThat(keys("", "")).containsExactly("in/dropped", "k");
        StoredObject edited = store.head(BUCKET, "k").orElseThrow();
        assertThat(edited.etag()).isEqualTo("5d41402abc4b2a76b9719d911017c592").isNotEqualTo(put.etag());
        assertThat(edited.headers()).isEqualTo(ObjectHeaders.NONE);
        assertThat(store.head(BUCKET, "k")).contains(edited);
        assertThat(read("in/dropped")).contains("hello");
    }

    /// A kill after any step of a commit leaves the old or the new object, each with its own metadata.
    @Test
    void aKillAfterAnyStepLeavesTheOldOrTheNewObjectWhole() {
        ObjectHeaders oldHeaders = new ObjectHeaders("text/old", Map.of("x-amz-meta-v", "old"), Optional.empty());
        ObjectHeaders newHeaders = new ObjectHeaders("text/new", Map.of("x-amz-meta-v", "new"), Optional.empty());
        boolean committed = false;
        for (int steps = 0; !committed; steps++) {
            String key = "dir" + steps + "/k";
            store.createBucket(BUCKET);
            // Same size and, by the fixed clock, same time: only the stamp tells them apart.
            put(key, "old", oldHeaders);
            committed = commitUpTo(steps, key, newHeaders);
            StoredObject found = reopened().head(BUCKET, key).orElseThrow();
            boolean isNew = read(key).equals(Optional.of("new"));
            assertThat(read(key)).contains(isNew ? "new" : "old");
            assertThat(found.headers()).isEqualTo(isNew ? newHeaders : oldHeaders);
            assertThat(root.resolve("objects-tmp")).isEmptyDirectory();
        }
    }

    @Test
    void aCommitThatFailsLeavesNoTemporaryFileAndTheOldObject() {
        store.createBucket(BUCKET);
        put("k", "old", ObjectHeaders.NONE);
        int[] left = {2};
        ObjectStore full = new LocalObjects(root, CLOCK, () -> {
            if (left[0]-- == 0) {
                throw new UnavailableException("No space left on device");
            }
        });
        try (ObjectWriter writer = full.writer(BUCKET, "k", ObjectHeaders.NONE)) {
            writer.write("new".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(writer::commit).isInstanceOf(UnavailableException.class);
        }
        assertThat(root.resolve("objects-tmp")).isEmptyDirectory();
        assertThat(read("k")).contains("old");
        put("k", "newer", ObjectHeaders.NONE);
        assertThat(read("k")).contains("newer");
    }

    @SuppressWarnings("resource")
    private boolean commitUpTo(int steps, String key, ObjectHeaders headers) {
        int[] left = {steps};
        ObjectStore dying = new LocalObjects(root, CLOCK, () -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
        });
        ObjectWriter writer = dying.writer(BUCKET, key, headers);
        writer.write("new".getBytes(StandardCharsets.UTF_8));
        try {
            writer.commit();
            return true;
        } catch (Killed e) {
            return false;
        }
    }

    private static final class Killed extends Error {}
}
