package io.millrace.core.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Which files of this machine hold the objects of a bucket, for programs beside the server that read very many of
/// them in place. Kept apart from [ObjectStore], for not every store has files. Any thread; blocks on I/O.
///
/// An object's file is whole whenever it is opened: an object that is replaced gets another file in its place. It may
/// be gone by then.
public interface ObjectFiles {
    /// Objects whose key begins with `prefix` and lies after `startAfter` (empty: from the first), in key order.
    ///
    /// @throws io.millrace.core.fault.RequestException `NoSuchBucket`
    Page list(String bucket, String prefix, String startAfter);

    /// @param key of the object
    /// @param bytes its size
    /// @param file absolute
    record ObjectFile(String key, long bytes, Path file) {}

    /// @param next where the next page starts after; empty when this is the last one
    record Page(List<ObjectFile> files, Optional<String> next) {
        public Page {
            files = List.copyOf(files);
        }
    }
}
