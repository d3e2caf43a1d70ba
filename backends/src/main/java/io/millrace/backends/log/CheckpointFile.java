package io.millrace.backends.log;

import io.millrace.backends.file.AtomicFile;
import io.millrace.core.log.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// A consumer's checkpoint as a small file that a person can read: the line
/// `millrace-checkpoint 1 CRC POSITION open|none`, then the open batch as it is. The CRC32C, in hexadecimal, is of all
/// that follows it.
final class CheckpointFile {
    private static final Pattern FORM =
            Pattern.compile("millrace-checkpoint 1 ([0-9a-f]{8}) ((\\d{1,18}) (open|none)\n(.*))", Pattern.DOTALL);

    private CheckpointFile() {}

    static void write(Path file, Checkpoint checkpoint, boolean force) throws IOException {
        String batch = checkpoint.openBatch().orElse("");
        String rest = checkpoint.position() + (checkpoint.openBatch().isPresent() ? " open\n" : " none\n") + batch;
        String content = "millrace-checkpoint 1 %s %s".formatted(crc(rest), rest);
        AtomicFile.write(file, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), force);
    }

    /// @throws IllegalStateException when the file is damaged: to begin anew would deliver twice, so a person decides
    static Checkpoint read(Path file) throws IOException {
        String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Matcher form = FORM.matcher(content);
        if (!form.matches() || !form.group(1).equals(crc(form.group(2)))) {
            throw new IllegalStateException(
                    "The checkpoint %s is damaged. Restore it, or delete it to read the stream from its beginning"
                            .formatted(file));
        }
        boolean open = form.group(4).equals("open");
        return new Checkpoint(Long.parseLong(form.group(3)), open ? Optional.of(form.group(5)) : Optional.empty());
    }

    private static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(crc.getValue());
    }
}
