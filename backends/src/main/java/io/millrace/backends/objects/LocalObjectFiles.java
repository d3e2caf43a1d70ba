package io.millrace.backends.objects;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectFiles;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of [LocalObjects]. Reads folders only, neither content nor metadata; any thread.
public final class LocalObjectFiles implements ObjectFiles {
    private final Path root;

    /// @param root of the data directory
    public LocalObjectFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Page list(String bucket, String prefix, String startAfter) {
        BucketFiles bucketFiles = LocalObjects.filesOf(root, bucket);
        if (!bucketFiles.exist()) {
            throw new RequestException("NoSuchBucket", "The specified bucket does not exist");
        }
        List<ObjectFile> found = new ArrayList<>();
        KeyWalk walk = new KeyWalk(prefix, "", startAfter, Limit.QUERY_LISTING_KEYS.intValue(), key -> {
            Optional<ObjectFile> file = file(bucketFiles, key);
            file.ifPresent(found::add);
            return file.map(one -> new StoredObject(key, one.bytes(), "", Instant.EPOCH, ObjectHeaders.NONE));
        });
        try {
            ObjectStore.Listing listing = walk.page(bucketFiles);
            return new Page(found, listing.next());
        } catch (IOException e) {
            throw new UnavailableException("The bucket's folder cannot be read: " + e.getMessage(), e);
        }
    }

    /// Empty when it is gone meanwhile.
    private static Optional<ObjectFile> file(BucketFiles files, String key) throws IOException {
        Optional<Path> file = files.place(key).file();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectFile(key, Files.size(file.get()), file.get()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
