package io.millrace.core.delivery.compression;

/// Takes the bytes of an object before compression. Owned by one thread; fails as its
/// [io.millrace.core.store.ObjectWriter] does.
public interface ObjectSink {
    void write(byte[] bytes, int offset, int length);

    /// Writes what compression still holds; the object is then whole, but not committed.
    void finish();

    /// Frees what compression holds, after [#finish] or instead of it.
    void release();
}
