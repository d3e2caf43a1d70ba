package io.millrace.backends.objects;

import io.millrace.backends.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the objects of one bucket lie.
///
/// @param data the folder of the data files
/// @param meta the folder of the sidecars, of the same shape
record BucketFiles(Path data, Path meta) {
    private static final String SIDECAR = "%meta";

    /// Where one object lies.
    ///
    /// @param bucket its bucket's files
    /// @param folder the data file's folder
    /// @param name its name
    /// @param sidecar where its metadata lie
    record Place(BucketFiles bucket, Path folder, String name, Path sidecar) {
        Path plain() {
            return folder.resolve(name);
        }

        Path besideFolder() {
            return folder.resolve(name + KeyNames.BESIDE_FOLDER);
        }

        /// Whether both trees have the folders that the object needs.
        boolean hasFolders() {
            return Files.isDirectory(folder) && Files.isDirectory(sidecar.getParent());
        }

        /// The data file as it is now; empty when there is none.
        Optional<Path> file() {
            // In this order: the rename goes from the plain name to the other, never back.
            if (Files.isRegularFile(plain())) {
                return Optional.of(plain());
            }
            return Optional.of(besideFolder()).filter(Files::isRegularFile);
        }

        /// The file that a commit is to replace or make.
        Path target() {
            return file().orElseGet(() -> Files.isDirectory(plain()) ? besideFolder() : plain());
        }
    }

    Place place(String key) {
        List<String> names = KeyNames.path(key);
        Path folder = data;
        Path metaFolder = meta;
        for (String name : names.subList(0, names.size() - 1)) {
            folder = folder.resolve(name);
            metaFolder = metaFolder.resolve(name);
        }
        String name = names.getLast();
        return new Place(this, folder, name, metaFolder.resolve(name + SIDECAR));
    }

    boolean exist() {
        return Files.isDirectory(data);
    }

    /// Makes the folders that an object needs; a file in the way of one steps aside. To be called with the bucket's
    /// folders held exclusively.
    void makeFolders(Place place) throws IOException {
        stepAside(place.folder());
        Folders.make(place.folder());
        Folders.make(place.sidecar().getParent());
    }

    private void stepAside(Path folder) throws IOException {
        if (folder.equals(data)) {
            return;
        }
        stepAside(folder.getParent());
        if (Files.isRegularFile(folder)) {
            Path aside = folder.resolveSibling(folder.getFileName() + KeyNames.BESIDE_FOLDER);
            AtomicFile.rename(folder, aside, true);
        }
    }

    /// Removes the folders that an object leaves empty. To be called with the bucket's folders held exclusively.
    void prune(Place place) throws IOException {
        Folders.prune(place.folder(), data);
        Folders.prune(place.sidecar().getParent(), meta);
    }
}
