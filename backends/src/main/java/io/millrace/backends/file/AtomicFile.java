package io.millrace.backends.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files that appear whole or not at all, also over a kill of the process or a loss of power: written under another
/// name, forced to disk, renamed onto their own, and the folder's entry forced in turn.
///
/// Stateless; any thread. Two writers of one target must use different temporary names and agree on who wins.
///
/// Source: <https://lwn.net/Articles/457667/> (ensuring that data reaches disk)
public final class AtomicFile {
    private AtomicFile() {}

    /// Replaces the target by a file with this content. The temporary file lies beside it as `.NAME.tmp`, so a target
    /// whose name begins with a dot may collide with another's temporary file.
    ///
    /// @param force false to leave it to the system when the content reaches the disk; it is atomic for other
    /// readers
    ///     all the same
    public static void write(Path target, ByteBuffer content, boolean force) throws IOException {
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                if (force) {
                    channel.force(false);
                }
            }
            rename(temporary, target, force);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /// Gives a file that its owner wrote and forced its final name, replacing what had it.
    ///
    /// @param force whether the folder's entry is forced too
    public static void rename(Path written, Path target, boolean force) throws IOException {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (force) {
            forceFolder(target.toAbsolutePath().getParent());
        }
    }

    /// Makes files that were created, renamed or deleted in a folder stay so after a loss of power.
    public static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
