package io.millrace.backends.objects;

import io.millrace.backends.file.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Making and removing folders so that it lasts. Stateless.
final class Folders {
    private Folders() {}

    /// Makes a folder and those above it, down from one that exists, each entry forced to disk.
    static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            make(folder.getParent());
            Files.createDirectory(folder);
            AtomicFile.forceFolder(folder.getParent());
        }
    }

    /// Removes a folder and those above it as far as they are empty, up to but without `top`.
    static void prune(Path folder, Path top) throws IOException {
        Path at = folder;
        while (!at.equals(top) && at.startsWith(top)) {
            try {
                Files.delete(at);
            } catch (DirectoryNotEmptyException e) {
                return;
            } catch (NoSuchFileException e) {
                // Gone already; those above may be empty all the same.
            }
            at = at.getParent();
        }
    }

    /// Whether there is any file below a folder.
    static boolean holdsFile(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (!Files.isDirectory(child) || holdsFile(child)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Removes a folder with all that is in it.
    static void removeAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        empty(folder);
        Files.deleteIfExists(folder);
    }

    static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    removeAll(child);
                } else {
                    Files.deleteIfExists(child);
                }
            }
        }
    }
}
