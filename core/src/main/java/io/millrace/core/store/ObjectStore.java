package io.millrace.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Buckets of objects, as S3 has them: flat keys of UTF-8 text, any of them, in the order of their UTF-8 bytes.
///
/// Guarantees, each held by `ObjectStoreContract`:
/// 1. A reader sees an object whole, the old or the new one, never a part.
/// 2. When [ObjectWriter#commit] returns, the object survives a kill and a loss of power.
/// 3. Putting the same key again replaces; it never adds a second.
/// 4. Keys that are hostile as paths (`..`, `//`, `a` beside `a/b`, controls, very long ones) are ordinary keys.
///
/// All methods may be called from any thread and block on I/O. Errors: [io.millrace.core.fault.RequestException]
/// `NoSuchBucket` where the bucket is
/// missing, `BucketNotEmpty`, `PreconditionFailed`; [io.millrace.core.fault.UnavailableException] when the store does
/// not answer or has no room.
public interface ObjectStore {
    /// Makes a bucket; does nothing when it exists.
    void createBucket(String bucket);

    /// Removes an empty bucket; does nothing when it does not exist.
    void deleteBucket(String bucket);

    /// Begins an object. Nothing of it can be seen before [ObjectWriter#commit].
    ObjectWriter writer(String bucket, String key, ObjectHeaders headers);

    /// What is known of an object, without its content.
    Optional<StoredObject> head(String bucket, String key);

    /// Opens an object for reading, from `offset` on, at most `length` bytes. The stream that comes with it reads that
    /// version of the object even when it is
    /// replaced or deleted meanwhile; the caller closes it. Empty when there is none.
    Optional<Opened> open(String bucket, String key, long offset, long length);

    /// Deletes an object and says whether there was one.
    boolean delete(String bucket, String key);

    /// Objects whose key begins with `prefix` and lies after `startAfter` (empty: from the first), in key order, at
    /// most `maxKeys` of
    /// keys and common prefixes together.
    ///
    /// @param delimiter empty, or a text: keys that have it after the prefix are folded into one common prefix that
    /// ends with it
    Listing list(String bucket, String prefix, String delimiter, String startAfter, int maxKeys);

    /// An object with a stream of its content. Whoever opened it closes it.
    record Opened(StoredObject object, InputStream content) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            content.close();
        }
    }

    /// One page of a listing.
    ///
    /// @param objects in key order
    /// @param commonPrefixes in key order
    /// @param next where the next page starts after; empty when this is the last page
    record Listing(List<StoredObject> objects, List<String> commonPrefixes, Optional<String> next) {}
}
