package io.millrace.core.delivery;

/// One object under way. Owned by one thread.
sealed interface OpenObject permits OpenBytes, OpenRows {
    /// Bytes before compression or conversion.
    long bytes();

    long records();

    /// Makes it visible.
    void commit();

    /// Gives up what was not committed, and frees memory.
    void release();

    /// Where the object goes.
    record Target(String bucket, String key, String entityTag) {
        String fileName() {
            return key.substring(key.lastIndexOf('/') + 1);
        }
    }
}
