package io.millrace.backends.objects;

import io.millrace.core.store.KeyOrder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The entries of one folder of a bucket in key order, a bounded number at a time: a folder of a million files is read
/// several times rather than held in memory.
///
/// @param folder its path
/// @param prefix the beginning that its keys share: empty or ending with `/`
record Level(Path folder, String prefix) {
    /// A file or folder.
    ///
    /// @param key the whole key of a file; for a folder what its keys begin with, ending with `/`
    record Entry(String key, Path path, boolean folder) {}

    /// Which entries to take.
    interface Wanted {
        boolean file(String key);

        boolean folder(String beginning);
    }

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::key, KeyOrder.INSTANCE);

    /// The first of the entries that are wanted.
    List<Entry> first(Wanted wanted, int entriesMax) throws IOException {
        PriorityQueue<Entry> smallest = new PriorityQueue<>(ORDER.reversed());
        scan(folder, "", (child, key, fileOnly) -> {
            boolean full = smallest.size() == entriesMax;
            boolean tooLate =
                    full && KeyOrder.INSTANCE.compare(key, smallest.peek().key()) > 0;
            // Asking what a child is costs more than its name, so names decide first.
            if (!tooLate && (wanted.file(key) || (!fileOnly && wanted.folder(key + "/")))) {
                boolean folder = !fileOnly && Files.isDirectory(child);
                if (folder ? wanted.folder(key + "/") : wanted.file(key)) {
                    smallest.add(new Entry(folder ? key + "/" : key, child, folder));
                    if (full) {
                        smallest.poll();
                    }
                }
            }
        });
        List<Entry> entries = new ArrayList<>(smallest);
        entries.sort(ORDER);
        return entries;
    }

    private interface Found {
        void entry(Path child, String key, boolean fileOnly);
    }

    /// A folder of a continued name belongs to the same level.
    private void scan(Path part, String nameSoFar, Found found) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(part)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (name.endsWith(KeyNames.CONTINUED)) {
                    String start = name.substring(0, name.length() - KeyNames.CONTINUED.length());
                    scan(child, nameSoFar + start, found);
                } else {
                    entry(child, nameSoFar + name, found);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Removed meanwhile, or never there.
        }
    }

    private void entry(Path child, String name, Found found) {
        boolean beside = name.endsWith(KeyNames.BESIDE_FOLDER);
        String plain = beside ? name.substring(0, name.length() - KeyNames.BESIDE_FOLDER.length()) : name;
        KeyNames.decode(plain).ifPresent(segment -> found.entry(child, prefix + segment, beside));
    }
}
