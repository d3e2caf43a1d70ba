package io.millrace.backends.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileIsReplacedWholeAndNothingElseStays() throws IOException {
        Path file = folder.resolve("name");
        for (String text : new String[] {"a longer first text", "short", ""}) {
            AtomicFile.write(file, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true);
            assertThat(file).hasContent(text);
            assertThat(folder.toFile().list()).containsExactly("name");
        }
    }

    @Test
    void whatCannotBeReplacedStaysAndNoTemporaryFileIsLeft() throws IOException {
        Path target = Files.createDirectories(folder.resolve("name/inner")).getParent();
        assertThatThrownBy(() -> AtomicFile.write(target, ByteBuffer.allocate(3), true))
                .isInstanceOf(IOException.class);
        assertThat(folder.toFile().list()).containsExactly("name");
    }
}
