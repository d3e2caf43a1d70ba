package io.millrace.backends.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectFiles;
import io.millrace.core.store.ObjectFiles.ObjectFile;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectFilesTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T09:00:00Z"));

    @TempDir
    Path root;

    private ObjectStore store;
    private ObjectFiles files;

    @BeforeEach
    void open() {
        store = new LocalObjects(root, CLOCK);
        files = new LocalObjectFiles(root);
        store.createBucket("clicks");
    }

    @Test
    void everyObjectOfAPrefixComesInKeyOrderWithItsFile() throws IOException {
        put("log/b.json", "22");
        put("log/a", "1");
        put("log/a/c", "333");
        put("other", "4444");

        ObjectFiles.Page page = files.list("clicks", "log/", "");
        assertThat(page.files()).map(ObjectFile::key).containsExactly("log/a", "log/a/c", "log/b.json");
        assertThat(page.files()).map(ObjectFile::bytes).containsExactly(1L, 3L, 2L);
        for (ObjectFile file : page.files()) {
            assertThat(file.file()).isAbsolute();
            assertThat(Files.size(file.file())).isEqualTo(file.bytes());
        }
        assertThat(page.files().get(1).file()).hasContent("333");
        assertThat(page.next()).isEmpty();
        assertThat(files.list("clicks", "", "log/a/c").files())
                .map(ObjectFile::key)
                .containsExactly("log/b.json", "other");
        assertThat(files.list("clicks", "none/", "").files()).isEmpty();
    }

    @Test
    void aBucketThatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> files.list("none", "", ""))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo("NoSuchBucket"));
        assertThatThrownBy(() -> files.list("../clicks", "", "")).isInstanceOf(RequestException.class);
    }

    @Test
    void whatDoesNotFitOnAPageIsOnTheNext() throws IOException {
        Path folder = Files.createDirectory(root.resolve("objects/clicks/many"));
        int count = Limit.QUERY_LISTING_KEYS.intValue() + 1;
        for (int i = 0; i < count; i++) {
            Files.createFile(folder.resolve("%06d".formatted(i)));
        }

        ObjectFiles.Page first = files.list("clicks", "many/", "");
        assertThat(first.files()).hasSize(count - 1);
        ObjectFiles.Page second = files.list("clicks", "many/", first.next().orElseThrow());
        assertThat(second.files()).map(ObjectFile::key).isEqualTo(List.of("many/%06d".formatted(count - 1)));
        assertThat(second.next()).isEmpty();
    }

    private void put(String key, String content) {
        try (ObjectWriter writer = store.writer("clicks", key, ObjectHeaders.NONE)) {
            writer.write(content.getBytes(StandardCharsets.UTF_8));
            writer.commit();
        }
    }
}
