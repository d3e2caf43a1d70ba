package io.millrace.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which changes are noticed.
@Timeout(60)
class SourceWatchTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatIsReplacedIsNoticed() throws Exception {
        Path jar = Files.writeString(folder.resolve("f.jar"), "1");
        CompletableFuture<Void> told = await(jar);
        Path fresh = Files.writeString(folder.resolve("fresh"), "22");
        Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
        told.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aFileInAFolderThatIsMadeLaterIsNoticed() throws Exception {
        CompletableFuture<Void> told = await(folder.resolve("target/classes"));
        Files.createDirectories(folder.resolve("target/classes/deep"));
        Files.writeString(folder.resolve("target/classes/deep/F.class"), "1");
        told.get(30, TimeUnit.SECONDS);
    }

    @Test
    void versionControlAndTheServersDataAreNoCode() throws Exception {
        Files.createDirectories(folder.resolve(".git"));
        Files.createDirectories(folder.resolve("data/log"));
        Files.createFile(folder.resolve("data/log/.lock"));
        Files.writeString(folder.resolve("index.js"), "1");
        SourceWatch.Snapshot before = SourceWatch.look(Set.of(folder));
        Files.writeString(folder.resolve(".git/HEAD"), "1");
        Files.writeString(folder.resolve("data/log/1.log"), "1");
        assertThat(SourceWatch.look(Set.of(folder))).isEqualTo(before);
        Files.writeString(folder.resolve("index.js"), "22");
        assertThat(SourceWatch.look(Set.of(folder))).isNotEqualTo(before);
    }

    /// Begins to watch; completes when a change was noticed.
    private static CompletableFuture<Void> await(Path root) throws Exception {
        SourceWatch.Snapshot before = SourceWatch.look(Set.of(root));
        return CompletableFuture.runAsync(() -> {
            try (SourceWatch watch = new SourceWatch()) {
                watch.awaitChange(Set.of(root), before);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
