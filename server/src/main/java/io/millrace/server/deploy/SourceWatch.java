package io.millrace.server.deploy;

import io.millrace.core.limit.Limit;
import io.millrace.server.deploy.code.Packaging;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Notices that a file, or anything in a folder, has changed: is written, replaced by a build, deleted, or comes to be.
/// Where the system tells of nothing, a look every [Limit#DEPLOY_RESCAN_MILLIS] does.
///
/// One thread.
public final class SourceWatch implements AutoCloseable {
    private final WatchService service;
    private final Map<Path, WatchKey> watched = new HashMap<>();

    public SourceWatch() throws IOException {
        service = FileSystems.getDefault().newWatchService();
    }

    /// What can be told of files without reading them.
    public record Snapshot(Map<Path, String> marks) {
        public Snapshot {
            marks = Map.copyOf(marks);
        }
    }

    /// @param roots files and folders; those that are not there are told too
    /// @throws IOException when there are too many files
    public static Snapshot look(Set<Path> roots) throws IOException {
        Map<Path, String> marks = new HashMap<>();
        for (Path root : roots) {
            walk(root, marks, new HashSet<>());
        }
        return new Snapshot(marks);
    }

    /// Waits until something is not as it was, and then until it rests.
    ///
    /// @param known how it was
    public void awaitChange(Set<Path> roots, Snapshot known) throws IOException, InterruptedException {
        Snapshot now = look(roots);
        while (now.equals(known)) {
            register(roots);
            WatchKey told = service.poll(Limit.DEPLOY_RESCAN_MILLIS.value(), TimeUnit.MILLISECONDS);
            while (told != null) {
                told.pollEvents();
                told.reset();
                told = service.poll();
            }
            now = look(roots);
        }
        Snapshot before;
        do {
            before = now;
            TimeUnit.MILLISECONDS.sleep(Limit.DEPLOY_SETTLE_MILLIS.value());
            now = look(roots);
        } while (!now.equals(before));
    }

    /// Watches all folders anew: a build may have deleted one and made it again.
    private void register(Set<Path> roots) throws IOException {
        Set<Path> folders = new HashSet<>();
        for (Path root : roots) {
            walk(root, new HashMap<>(), folders);
            Path there = root.getParent();
            while (there != null && !Files.isDirectory(there)) {
                there = there.getParent();
            }
            if (there != null) {
                folders.add(there);
            }
        }
        watched.entrySet().removeIf(entry -> {
            boolean gone = !entry.getValue().isValid() || !folders.contains(entry.getKey());
            if (gone) {
                entry.getValue().cancel();
            }
            return gone;
        });
        for (Path folder : folders) {
            if (!watched.containsKey(folder) && Files.isDirectory(folder)) {
                watched.put(
                        folder,
                        folder.register(
                                service,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE));
            }
        }
    }

    private static void walk(Path root, Map<Path, String> marks, Set<Path> folders) throws IOException {
        if (!Files.exists(root)) {
            marks.put(root, "missing");
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (Packaging.isLeftOut(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                folders.add(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                marks.put(file, attributes.size() + " " + attributes.lastModifiedTime());
                if (marks.size() > Limit.DEPLOY_WATCHED_FILES.value()) {
                    throw new IOException(root + " holds more than the " + Limit.DEPLOY_WATCHED_FILES.value()
                            + " files that are watched");
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
