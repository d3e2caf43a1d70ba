package io.millrace.backends.objects;

import io.millrace.backends.file.AtomicFile;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Objects as plain files that a person can open: `objects/BUCKET/KEY` below the root, with names as [KeyNames] makes
/// them; their metadata in `objects-meta`, of the same shape; what is under way in `objects-tmp`.
///
/// The moment an object becomes visible is the rename of its data file. Its metadata are written just before, beside
/// those of the version it replaces, and the version that the data file is chooses between them ([Sidecar]). A file
/// that a person put there or edited is an object too, with the headers of [ObjectHeaders#NONE].
///
/// One process at a time; all methods from any thread. Folders on disk that tell no upper from lower case hold no two
/// keys that differ only so.
public final class LocalObjects implements ObjectStore {
    private static final int OPEN_ATTEMPTS = 1_000;
    private static final String DATA = "objects";
    private static final String META = "objects-meta";

    private final Path data;
    private final Path meta;
    private final Path temporary;
    private final InstantSource clock;
    private final Runnable beforeStep;
    private final Locks locks = new Locks();
    private final AtomicLong temporaries = new AtomicLong();

    /// Opens the store of a data directory, making it where needed; what was under way when it was last left is
    /// removed.
    public LocalObjects(Path root, InstantSource clock) {
        this(root, clock, () -> {});
    }

    /// @param beforeStep called before each step of a commit that changes the disk, for tests that stop there
    LocalObjects(Path root, InstantSource clock, Runnable beforeStep) {
        Path top = root.toAbsolutePath().normalize();
        this.data = top.resolve(DATA);
        this.meta = top.resolve(META);
        this.temporary = top.resolve("objects-tmp");
        this.clock = clock;
        this.beforeStep = beforeStep;
        io(() -> {
            Folders.make(data);
            Folders.make(meta);
            Folders.make(temporary);
            Folders.empty(temporary);
            return true;
        });
    }

    @Override
    public void createBucket(String bucket) {
        BucketFiles files = files(bucket);
        locked(locks.folders(files).writeLock(), () -> {
            Folders.make(files.meta());
            Folders.make(files.data());
            return true;
        });
    }

    @Override
    public void deleteBucket(String bucket) {
        BucketFiles files = files(bucket);
        locked(locks.folders(files).writeLock(), () -> {
            if (files.exist()) {
                if (Folders.holdsFile(files.data())) {
                    throw new RequestException("BucketNotEmpty", "The bucket you tried to delete is not empty");
                }
                Folders.removeAll(files.data());
                AtomicFile.forceFolder(data);
            }
            Folders.removeAll(files.meta());
            return true;
        });
    }

    @Override
    public ObjectWriter writer(String bucket, String key, ObjectHeaders headers) {
        existing(bucket);
        Path file = temporary.resolve("put-" + temporaries.incrementAndGet());
        return io(() -> new LocalWriter(this, bucket, key, headers, file));
    }

    @Override
    public Optional<StoredObject> head(String bucket, String key) {
        BucketFiles files = existing(bucket);
        return io(() -> head(files, key));
    }

    @Override
    public Optional<Opened> open(String bucket, String key, long offset, long length) {
        BucketFiles.Place place = existing(bucket).place(key);
        return io(() -> {
            for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
                Optional<Path> file = place.file();
                if (file.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Opened> opened = openFile(place, file.get(), key, offset, length);
                if (opened.isPresent()) {
                    return opened;
                }
            }
            throw new UnavailableException("The object is replaced faster than it can be opened");
        });
    }

    @Override
    public boolean delete(String bucket, String key) {
        BucketFiles files = existing(bucket);
        BucketFiles.Place place = files.place(key);
        return locked(locks.key(place), () -> {
            boolean there = locked(locks.folders(files).readLock(), () -> remove(place));
            if (there && isEmptied(files, place)) {
                locked(locks.folders(files).writeLock(), () -> {
                    files.prune(place);
                    return true;
                });
            }
            return there;
        });
    }

    @Override
    public Listing list(String bucket, String prefix, String delimiter, String startAfter, int maxKeys) {
        BucketFiles files = existing(bucket);
        return io(() -> new KeyWalk(prefix, delimiter, startAfter, maxKeys, key -> head(files, key)).page(files));
    }

    /// Gives a written object its place, when the condition holds.
    ///
    /// @param force forces the data file and closes it
    StoredObject commit(LocalWriter writer, String etag, ObjectWriter.Condition condition, Force force) {
        String key = writer.key();
        BucketFiles files = files(writer.bucket());
        BucketFiles.Place place = files.place(key);
        return locked(locks.key(place), () -> {
            Optional<StoredObject> present = files.exist() ? head(files, key) : Optional.empty();
            check(present, condition);
            Instant now = clock.instant();
            Optional<Path> presentFile = place.file();
            Optional<Version> presentVersion = presentFile.isEmpty() ? Optional.empty() : Version.at(presentFile.get());
            beforeStep.run();
            Version version = Version.stamp(writer.temporary(), now, presentVersion);
            force.run();
            Sidecar before = Sidecar.read(place.sidecar(), key);
            List<Sidecar.Entry> entries = new ArrayList<>();
            entries.add(new Sidecar.Entry(version, etag, writer.headers()));
            presentVersion.flatMap(before::of).ifPresent(entries::add);
            place(place, new Sidecar(key, entries), Optional.of(writer.temporary()));
            return stored(key, version, entries.getFirst());
        });
    }

    /// Writes a sidecar and then, where there is one, gives a written data file its place.
    private void place(BucketFiles.Place place, Sidecar sidecar, Optional<Path> written) throws IOException {
        ReentrantReadWriteLock folders = locks.folders(place.bucket());
        folders.readLock().lock();
        try {
            if (!place.hasFolders()) {
                folders.readLock().unlock();
                folders.writeLock().lock();
                try {
                    requireExists(place.bucket());
                    beforeStep.run();
                    place.bucket().makeFolders(place);
                } finally {
                    // From exclusive to shared without a gap in which another could remove the folders.
                    folders.readLock().lock();
                    folders.writeLock().unlock();
                }
            }
            requireExists(place.bucket());
            beforeStep.run();
            writeSidecar(place, sidecar);
            beforeStep.run();
            if (written.isPresent()) {
                AtomicFile.rename(written.get(), place.target(), true);
                beforeStep.run();
            }
        } finally {
            folders.readLock().unlock();
        }
    }

    private void writeSidecar(BucketFiles.Place place, Sidecar sidecar) throws IOException {
        Path file = temporary.resolve("meta-" + temporaries.incrementAndGet());
        try {
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                ByteBuffer json = ByteBuffer.wrap(sidecar.json());
                while (json.hasRemaining()) {
                    channel.write(json);
                }
                channel.force(false);
            }
            AtomicFile.rename(file, place.sidecar(), true);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void check(Optional<StoredObject> present, ObjectWriter.Condition condition) {
        if (condition.absent() && present.isPresent()) {
            throw preconditionFailed();
        }
        if (condition.etag().isPresent()) {
            String wanted = condition.etag().get();
            if (present.isEmpty()) {
                throw new RequestException("NoSuchKey", "The specified key does not exist.");
            }
            if (!wanted.equals("*") && !wanted.equals(present.get().etag())) {
                throw preconditionFailed();
            }
        }
    }

    private static RequestException preconditionFailed() {
        return new RequestException(
                "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    private Optional<StoredObject> head(BucketFiles files, String key) throws IOException {
        BucketFiles.Place place = files.place(key);
        for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
            Optional<Path> file = place.file();
            if (file.isEmpty()) {
                return Optional.empty();
            }
            Optional<Version> before = Version.at(file.get());
            if (before.isPresent()) {
                Optional<StoredObject> known = Sidecar.read(place.sidecar(), key)
                        .of(before.get())
                        .map(entry -> stored(key, before.get(), entry));
                if (known.isPresent()) {
                    return known;
                }
                if (Version.at(file.get()).equals(before)) {
                    return Optional.of(adopt(place, file.get(), key, before.get()));
                }
            }
        }
        throw new UnavailableException("The object is replaced faster than it can be read");
    }

    /// An object that came without us: its entity tag is computed and kept, so that it is computed once.
    private StoredObject adopt(BucketFiles.Place place, Path file, String key, Version version) throws IOException {
        Sidecar.Entry entry = new Sidecar.Entry(version, Md5.of(file), ObjectHeaders.NONE);
        ReentrantLock lock = locks.key(place);
        // A commit under way writes the sidecar itself; then this is computed again when it is asked again.
        if (lock.tryLock()) {
            try {
                boolean same = Version.at(file).equals(Optional.of(version));
                if (same) {
                    place(place, new Sidecar(key, List.of(entry)), Optional.empty());
                }
            } finally {
                lock.unlock();
            }
        }
        return stored(key, version, entry);
    }

    /// Opens a file and makes sure that what is known of the object is known of that very file; empty when it was
    /// replaced meanwhile.
    private Optional<Opened> openFile(BucketFiles.Place place, Path file, String key, long offset, long length)
            throws IOException {
        FileChannel channel = null;
        try {
            BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
            channel = FileChannel.open(file, StandardOpenOption.READ);
            Version version = Version.of(before);
            Optional<Sidecar.Entry> entry = Sidecar.read(place.sidecar(), key).of(version);
            StoredObject object =
                    entry.isPresent() ? stored(key, version, entry.get()) : adopt(place, file, key, version);
            BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
            if (version.equals(Version.of(after))
                    && String.valueOf(before.fileKey()).equals(String.valueOf(after.fileKey()))) {
                Opened opened = new Opened(object, new RangeStream(channel, offset, length));
                channel = null;
                return Optional.of(opened);
            }
        } catch (NoSuchFileException e) {
            // Replaced or deleted meanwhile: look again.
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
        return Optional.empty();
    }

    private boolean remove(BucketFiles.Place place) throws IOException {
        Optional<Path> file = place.file();
        if (file.isPresent()) {
            Files.delete(file.get());
            AtomicFile.forceFolder(place.folder());
            Files.deleteIfExists(place.sidecar());
        }
        return file.isPresent();
    }

    private static boolean isEmptied(BucketFiles files, BucketFiles.Place place) throws IOException {
        if (place.folder().equals(files.data())) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(place.folder())) {
            return !children.iterator().hasNext();
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static StoredObject stored(String key, Version version, Sidecar.Entry entry) {
        return new StoredObject(key, version.bytes(), entry.etag(), version.modified(), entry.headers());
    }

    private BucketFiles files(String bucket) {
        return filesOf(data.getParent(), bucket);
    }

    static BucketFiles filesOf(Path top, String bucket) {
        // One name each, however hostile or long.
        String name = KeyNames.path(bucket.replace("/", "%")).getLast();
        return new BucketFiles(
                top.resolve(DATA).resolve(name), top.resolve(META).resolve(name));
    }

    private BucketFiles existing(String bucket) {
        BucketFiles files = files(bucket);
        requireExists(files);
        return files;
    }

    private static void requireExists(BucketFiles files) {
        if (!files.exist()) {
            throw new RequestException("NoSuchBucket", "The specified bucket does not exist");
        }
    }

    private <T> T locked(Lock lock, Io<T> work) {
        lock.lock();
        try {
            return io(work);
        } finally {
            lock.unlock();
        }
    }

    private static <T> T io(Io<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new UnavailableException("The object store could not do it: " + e, e);
        }
    }

    private interface Io<T> {
        T run() throws IOException;
    }

    /// Makes a written file last.
    interface Force {
        void run() throws IOException;
    }
}
